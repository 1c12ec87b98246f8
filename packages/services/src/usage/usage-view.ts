import { z } from 'zod';

const used = (bound: z.ZodType<number | null>) => z.object({ used: z.number(), max: bound });
const bound = z.number().nullable();
const updates = { minute: z.number(), today: z.number(), month: z.number() };

/** What a workspace uses of its plan; a null bound means unlimited. Days and months are those of UTC. */
export const usageSchema = z.object({
  plan: z.object({ id: z.string(), title: z.string() }),
  updatesPerMinuteMax: bound,
  updates: z.object({
    ...updates,
    /** The most of one minute today. */
    peakMinute: z.number(),
    waiting: z.number(),
    oldestWaitMs: bound,
  }),
  bots: used(bound),
  members: used(bound),
  apiKeys: used(bound),
  journalDays: z.number(),
  modelBudgetCents: bound,
  /** Of it, this month: taken or reserved. A part of a cent counts as one. */
  modelSpentCents: z.number(),
  modelCentsPerMillion: z.number(),
  byBot: z.array(z.object({ id: z.string(), name: z.string(), username: z.string(), ...updates })),
  /** The last 30 days, oldest first. */
  days: z.array(z.object({ day: z.string(), updates: z.number(), peakMinute: z.number() })),
  forecast: z.object({
    /** Updates by the end of the month at this month's pace. */
    month: z.number(),
    /** The day on which the busiest minute reaches the plan, if it goes on growing as it did; null if it does not. */
    limitOn: z.string().nullable(),
  }),
});

export type Usage = z.output<typeof usageSchema>;
