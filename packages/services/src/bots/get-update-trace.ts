import { outbox, outboxStates } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { splitBody, type UpdateBody } from '@dovecote/db/update-body';
import { AppError } from '@dovecote/errors/app-error';
import type { Sealed } from '@dovecote/vault/sealed';
import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { ServiceContext } from '../service-context';
import type { BotRow } from './describe-bots';
import { readBot } from './get-bot-row';
import { isUpdateId } from './is-update-id';
import { lostAnswerOutcome, lostAnswerOutcomes } from './lost-answer';
import { mayReadContent } from './may-read-content';
import { describeUpdate, updateViewSchema } from './update-view';

export const callViewSchema = z.object({
  id: z.number(),
  position: z.number(),
  moduleId: z.string().nullable(),
  method: z.string(),
  chatId: z.string().nullable(),
  policy: z.enum(['never_lost', 'never_twice']),
  state: z.enum(outboxStates),
  attempts: z.number(),
  isAmbiguous: z.boolean(),
  /** What was done about a lost answer; null if none was lost. */
  lostAnswer: z.enum(lostAnswerOutcomes).nullable(),
  error: z.string().nullable(),
  receipt: z.record(z.string(), z.unknown()).nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  /** From the commit until the chat's earlier calls had their receipts; null without a receipt. */
  waitMs: z.number().nullable(),
  /** From its turn to its receipt, all tries and the waits between them; null without a receipt. */
  tookMs: z.number().nullable(),
  /** It went as the answer to Telegram's own delivery, which brings no message id. */
  isHandedOver: z.boolean(),
  /** Null without the right to read content, or when it is gone. */
  payload: z.unknown(),
});

export type CallView = z.output<typeof callViewSchema>;

export const updateTraceSchema = z.object({
  update: updateViewSchema,
  /** What Telegram sent; null without the right to read content, or when it is gone. */
  body: z.unknown(),
  isContentHidden: z.boolean(),
  calls: z.array(callViewSchema),
});

export type UpdateTrace = z.output<typeof updateTraceSchema>;

/** One update with every call it caused and their receipts. */
export async function getUpdateTrace(asking: ServiceContext, botId: string, updateId: string): Promise<UpdateTrace> {
  const { bot, ctx } = await readBot(asking, botId);
  const [row] = isUpdateId(updateId)
    ? await ctx.db
        .select()
        .from(updates)
        .where(and(eq(updates.workspaceId, bot.workspaceId), eq(updates.botId, bot.id), eq(updates.updateId, updateId)))
    : [];
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such update.');
  const calls = await ctx.db
    .select({ call: outbox, turnAt: chatWasFreeAt })
    .from(outbox)
    .where(and(eq(outbox.workspaceId, bot.workspaceId), eq(outbox.botId, bot.id), eq(outbox.updateSeq, row.seq)))
    .orderBy(asc(outbox.position));
  const mayRead = mayReadContent(ctx, bot);
  const body = mayRead ? await readBody(ctx, bot, row) : noBody;
  return {
    update: describeUpdate(row, calls.length),
    body: body.update,
    isContentHidden: !mayRead,
    calls: await Promise.all(
      calls.map(async ({ call, turnAt }) => ({
        ...describeCall(call, turnAt),
        payload: mayRead ? await readPayload(ctx, bot, call, body) : null,
      })),
    ),
  };
}

/** How many calls back an earlier one of the same chat is looked for. */
const callsBackMax = 1_000;

/** When the last of the chat's earlier calls that were still open at the commit had its receipt. */
const chatWasFreeAt = sql<Date | null>`(
  select max(earlier.sent_at) from outbox earlier
  where earlier.id < outbox.id and earlier.id >= outbox.id - ${callsBackMax}::int
    and earlier.workspace_id = outbox.workspace_id and earlier.bot_id = outbox.bot_id
    and earlier.chat_id = outbox.chat_id and earlier.sent_at > outbox.created_at)`.mapWith(outbox.sentAt);

function measureCall(row: typeof outbox.$inferSelect, turnAt: Date | null): Pick<CallView, 'waitMs' | 'tookMs'> {
  if (row.sentAt === null) return { waitMs: null, tookMs: null };
  const wholeMs = row.sentAt.getTime() - row.createdAt.getTime();
  const waitMs = turnAt === null ? 0 : Math.min(wholeMs, turnAt.getTime() - row.createdAt.getTime());
  return { waitMs, tookMs: wholeMs - waitMs };
}

const noBody: UpdateBody = { update: null, payloads: [] };

async function readBody(ctx: ServiceContext, bot: BotRow, row: typeof updates.$inferSelect): Promise<UpdateBody> {
  if (row.body === null) return noBody;
  return splitBody(await openJson(ctx, bot, 'update_body', `${bot.id}/${row.updateId}`, 'body', row.body));
}

/** What the call says is kept with it, or with its update. */
async function readPayload(
  ctx: ServiceContext,
  bot: BotRow,
  { payload, position }: typeof outbox.$inferSelect,
  body: UpdateBody,
): Promise<unknown> {
  if (payload === null) return body.payloads[position] ?? null;
  return await openJson(ctx, bot, 'outbox', bot.id, 'payload', payload);
}

function describeCall(row: typeof outbox.$inferSelect, turnAt: Date | null): Omit<CallView, 'payload'> {
  return {
    id: row.id,
    position: row.position,
    moduleId: row.moduleId,
    method: row.method,
    chatId: row.chatId,
    policy: row.policy,
    state: row.state,
    attempts: row.attempts,
    isAmbiguous: row.isAmbiguous,
    lostAnswer: row.isAmbiguous ? lostAnswerOutcome(row) : null,
    error: row.error,
    receipt: row.receipt,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    ...measureCall(row, turnAt),
    isHandedOver: row.state === 'inline' || row.receipt?.handedOver === true,
  };
}

/** Content that does not open is shown as gone rather than hiding the whole trace. */
async function openJson(
  ctx: ServiceContext,
  bot: BotRow,
  purpose: string,
  row: string,
  column: string,
  sealed: Sealed,
): Promise<unknown> {
  try {
    const secret = await ctx.vault.open(sealed, { workspaceId: bot.workspaceId, purpose, row, column });
    return secret.use((text): unknown => JSON.parse(text));
  } catch (err) {
    ctx.logger.warn({ err, botId: bot.id, purpose }, 'content could not be opened');
    return null;
  }
}
