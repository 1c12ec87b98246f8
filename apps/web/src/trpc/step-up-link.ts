import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from './app-router';
import { readFailure } from './read-failure';
import { askStepUp } from './step-up-prompt';

/** When an act wants a fresh proof of who one is: asks for it, then the act goes on. */
export const stepUpLink: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) => {
      let isOver = false;
      let running = { unsubscribe: () => {} };
      const run = (isAgain: boolean) => {
        running = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (error) => {
            if (isAgain || readFailure(error).code !== 'STEP_UP_REQUIRED') return observer.error(error);
            askStepUp().then(
              (isProven) => {
                if (isProven && !isOver) run(true);
                else observer.error(error);
              },
              () => observer.error(error),
            );
          },
        });
      };
      run(false);
      return () => {
        isOver = true;
        running.unsubscribe();
      };
    });
