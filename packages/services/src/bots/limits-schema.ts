import { z } from 'zod';
import { invalidField } from '../parse-input';

const bounded = z.number().int().min(1).max(100_000);

export const limitsSchema = z.strictObject({ requestsPerSecond: bounded, maxConcurrent: bounded });

/** Updates started per second and handlers in flight. */
export type BotLimits = z.output<typeof limitsSchema>;

/** @throws AppError `VALIDATION_FAILED` when there is nothing to change. */
export function assertSomeLimit({ requestsPerSecond, maxConcurrent }: Partial<BotLimits>): void {
  if (requestsPerSecond === undefined && maxConcurrent === undefined) {
    throw invalidField('requestsPerSecond', 'or maxConcurrent is needed');
  }
}
