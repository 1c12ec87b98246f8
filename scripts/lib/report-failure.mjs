import { StepError } from './run-step.mjs';

/** Ends a script with what went wrong, in words where we have them. */
export function reportFailure(error) {
  process.stderr.write(`\n${error instanceof StepError ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}
