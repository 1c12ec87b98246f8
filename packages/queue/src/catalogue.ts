import { z } from 'zod';

interface JobSpec<Payload extends z.ZodObject> {
  /** Ids only: the queue stores payloads in clear text. */
  payload: Payload;
  attempts: number;
  backoffMs: number;
  /** Two jobs with one key are one job while the first waits. */
  dedupeKey: (payload: z.output<Payload>) => string;
}

function job<Payload extends z.ZodObject>(spec: JobSpec<Payload>): JobSpec<Payload> {
  return spec;
}

/** Every job there is. A handler that is missing does not compile. */
export const jobCatalogue = {
  'work.execute': job({
    payload: z.strictObject({ intentId: z.string(), attempt: z.number().int() }),
    attempts: 3,
    backoffMs: 1_000,
    dedupeKey: ({ intentId, attempt }) => `${intentId}.${attempt}`,
  }),
} as const;

export type JobName = keyof typeof jobCatalogue;
export type JobPayload<Name extends JobName> = z.output<(typeof jobCatalogue)[Name]['payload']>;
export type JobHandlers = { [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> };
