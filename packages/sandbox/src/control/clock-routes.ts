import { AppError } from '@dovecote/errors/app-error';
import { MovableClock } from '../sandbox-limits';
import type { ControlHandler } from './control-context';

const dayMs = 86_400_000;

/** Moves the server's time forward and tells it; with 0 it is only told. */
export const moveClock: ControlHandler = async ({ clock, input }) => {
  const advanceMs = input.number('advanceMs', { min: 0, max: 400 * dayMs, fallback: 0 });
  if (advanceMs > 0) {
    if (!(clock instanceof MovableClock))
      throw new AppError('CONFLICT', 'The time of this server is set by its owner.');
    clock.advance(advanceMs);
  }
  return { status: 200, body: { now: new Date(clock.nowMs()).toISOString() } };
};
