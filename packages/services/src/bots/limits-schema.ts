import { z } from 'zod';

const bounded = z.number().int().min(1).max(100_000);

export const limitsSchema = z.strictObject({ requestsPerSecond: bounded, maxConcurrent: bounded });

/** Updates started per second and handlers in flight. */
export type BotLimits = z.output<typeof limitsSchema>;
