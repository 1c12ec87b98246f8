import { botStatuses, desiredStates } from '@dovecote/db/schema/bots';
import type { StatusCause } from '@dovecote/db/status-cause';
import { z } from 'zod';
import { botConcernSchema } from './bot-concern';

/** What the bot-manager found. */
const statusCauseSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('unanswered'), detail: z.string().nullable() }),
  z.object({ code: z.literal('taken'), host: z.string().nullable() }),
  z.object({ code: z.literal('undelivered'), pending: z.number(), error: z.string() }),
  z.object({ code: z.literal('address_refused'), error: z.string() }),
  z.object({ code: z.literal('token_refused') }),
  z.object({ code: z.literal('receiving_failed') }),
]) satisfies z.ZodType<StatusCause>;

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
  /** Why it is as it is, in plain English; `cause` and `concern` say the same as data. */
  statusReason: z.string().nullable(),
  cause: statusCauseSchema.nullable(),
  suspendedReason: z.string().nullable(),
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
