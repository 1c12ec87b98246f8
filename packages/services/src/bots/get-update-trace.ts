import { outbox } from '@dovecote/db/schema/outbox';
import { updateBodies, updates } from '@dovecote/db/schema/updates';
import { AppError } from '@dovecote/errors/app-error';
import type { Sealed } from '@dovecote/vault/sealed';
import { and, asc, eq } from 'drizzle-orm';
import { canMember } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';
import type { BotRow } from './describe-bots';
import { getBotRow } from './get-bot-row';
import { describeUpdate, type UpdateView } from './update-view';

export interface CallView {
  id: number;
  position: number;
  moduleId: string | null;
  method: string;
  chatId: string | null;
  policy: 'never_lost' | 'never_twice';
  state: string;
  attempts: number;
  isAmbiguous: boolean;
  error: string | null;
  receipt: Record<string, unknown> | null;
  createdAt: string;
  sentAt: string | null;
  /** Null without the right to read content, or when it is gone. */
  payload: unknown;
}

export interface UpdateTrace {
  update: UpdateView;
  /** What Telegram sent; null without the right to read content, or when it is gone. */
  body: unknown;
  isContentHidden: boolean;
  calls: CallView[];
}

/** One update with every call it caused and their receipts. */
export async function getUpdateTrace(ctx: ServiceContext, botId: string, updateId: string): Promise<UpdateTrace> {
  const bot = await getBotRow(ctx, botId, 'bots.read');
  const [row] = /^-?[\w-]{1,40}$/.test(updateId)
    ? await ctx.db
        .select()
        .from(updates)
        .where(and(eq(updates.workspaceId, bot.workspaceId), eq(updates.botId, bot.id), eq(updates.updateId, updateId)))
    : [];
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such update.');
  const calls = await ctx.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspaceId, bot.workspaceId), eq(outbox.botId, bot.id), eq(outbox.updateId, updateId)))
    .orderBy(asc(outbox.position));
  const mayRead = mayReadContent(ctx, bot);
  return {
    update: describeUpdate(row, calls.length),
    body: mayRead ? await readBody(ctx, bot, row) : null,
    isContentHidden: !mayRead,
    calls: await Promise.all(calls.map(async (call) => await describeCall(ctx, bot, call, mayRead))),
  };
}

/** An admin's look inside shows what happened, not what people wrote. */
function mayReadContent({ workspace }: ServiceContext, bot: BotRow): boolean {
  return workspace?.id === bot.workspaceId && canMember(workspace.role, 'updates.readContent');
}

async function readBody(ctx: ServiceContext, bot: BotRow, row: typeof updates.$inferSelect): Promise<unknown> {
  const { updateId } = row;
  const [stored] = await ctx.db
    .select({ body: updateBodies.body })
    .from(updateBodies)
    .where(
      and(
        eq(updateBodies.day, row.bodyDay),
        eq(updateBodies.workspaceId, bot.workspaceId),
        eq(updateBodies.botId, bot.id),
        eq(updateBodies.updateId, updateId),
      ),
    );
  if (stored === undefined) return null;
  return await openJson(ctx, bot, 'update_body', `${bot.id}/${updateId}`, 'body', stored.body);
}

async function describeCall(
  ctx: ServiceContext,
  bot: BotRow,
  row: typeof outbox.$inferSelect,
  mayRead: boolean,
): Promise<CallView> {
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
    error: row.error,
    receipt: row.receipt,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    payload: mayRead ? await openJson(ctx, bot, 'outbox', bot.id, 'payload', row.payload) : null,
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
