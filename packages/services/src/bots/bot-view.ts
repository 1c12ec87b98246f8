import { botStatuses, desiredStates } from '@dovecote/db/schema/bots';
import { z } from 'zod';
import { botConcernSchema } from './bot-concern';

export const botTotalsSchema = z.object({
  received: z.number(),
  done: z.number(),
  skipped: z.number(),
  deadLettered: z.number(),
  waiting: z.number(),
  calls: z.number(),
  errors: z.number(),
  ambiguous: z.number(),
});

/** A bot as every transport shows it; no secret has a place here. */
export const botViewSchema = z.object({
  id: z.string(),
  workspaceId: z.string(),
  telegramId: z.string(),
  username: z.string(),
  name: z.string(),
  status: z.enum(botStatuses),
  statusReason: z.string().nullable(),
  desiredState: z.enum(desiredStates),
  transport: z.enum(['polling', 'webhook']),
  environment: z.enum(['live', 'sandbox']),
  limits: z.object({
    requestsPerSecond: z.number(),
    maxConcurrent: z.number(),
    setBy: z.enum(['plan', 'owner', 'admin']),
  }),
  isVerified: z.boolean(),
  totals: botTotalsSchema,
  /** What is received and not closed yet, and how long the first in line has waited. */
  waiting: z.object({ count: z.number(), oldestMs: z.number().nullable() }),
  concern: botConcernSchema.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  lastUpdateAt: z.string().nullable(),
});

export type BotTotals = z.output<typeof botTotalsSchema>;
export type BotView = z.output<typeof botViewSchema>;
