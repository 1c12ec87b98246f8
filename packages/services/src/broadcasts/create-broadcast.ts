import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { bots } from '@dovecote/db/schema/bots';
import { broadcasts } from '@dovecote/db/schema/broadcasts';
import { AppError } from '@dovecote/errors/app-error';
import { visibleText } from '@dovecote/modules/kit/visible-text';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import type { BotRow } from '../bots/describe-bots';
import { getBotRow } from '../bots/get-bot-row';
import { notifyBroadcastChanged } from '../live/notify-changes';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { type BroadcastView, describeBroadcast } from './broadcast-view';

const textMax = 4_096;
/** Broadcasts of one bot that are not over: its holder keeps each in memory. */
const openMax = 20;

export const createBroadcastSchema = z.strictObject({
  text: visibleText(textMax),
  /** Delivered without a sound. */
  isSilent: z.boolean().default(false),
});

/**
 * Sends a text to everybody the bot knows who has neither stopped nor blocked it, as fast as Telegram lets the bot. Who
 * writes to the bot later does not get it. With a stopped bot it waits for the start.
 * @throws AppError `CONFLICT` when there is nobody to send it to, or too many are not over yet.
 */
export async function createBroadcast(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof createBroadcastSchema>,
): Promise<BroadcastView> {
  const bot = await getBotRow(ctx, botId, 'broadcasts.send');
  const { text, isSilent } = parseInput(createBroadcastSchema, input);
  const { workspaceId } = bot;
  const id = newId('broadcast');
  // Sealed before the transaction, because the vault takes connections of its own.
  const payload = await ctx.vault.seal(JSON.stringify({ text, disable_notification: isSilent }), {
    workspaceId,
    purpose: 'outbox',
    row: id,
    column: 'payload',
  });
  return await ctx.db.transaction(async (tx) => {
    await assertRoom(tx, bot);
    const key = { workspaceId, botId: bot.id, id };
    const [row] = await tx
      .insert(broadcasts)
      .values({ ...key, state: 'running', method: 'sendMessage', payload, createdAt: ctx.clock() })
      .returning();
    if (row === undefined) throw new AppError('INTERNAL', 'The broadcast was not stored.');
    const { rowCount } = await tx.execute(sql`
      insert into broadcast_recipients (workspace_id, bot_id, broadcast_id, chat_id)
      select workspace_id, bot_id, ${id}, external_id from contacts
      where workspace_id = ${workspaceId} and bot_id = ${bot.id} and channel = 'telegram'
        and is_stopped is not true and is_blocked is not true`);
    if (!rowCount) throw new AppError('CONFLICT', 'There is nobody this bot could write to yet.');
    const view = await describeBroadcast(tx, row);
    await notifyBroadcastChanged(tx, workspaceId, bot.id);
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'bot.broadcast_created',
      targetType: 'bot',
      targetId: bot.id,
      after: { broadcastId: id, recipients: view.recipients },
    });
    return view;
  });
}

/** Counts under the bot's lock, so that two made at once do not both find the last place. */
async function assertRoom(tx: Tx, { workspaceId, id }: BotRow): Promise<void> {
  const isIt = and(eq(bots.workspaceId, workspaceId), eq(bots.id, id));
  await tx.select({ id: bots.id }).from(bots).where(isIt).for('no key update');
  const isOpen = inArray(broadcasts.state, ['running', 'paused']);
  const open = await tx.$count(
    broadcasts,
    and(eq(broadcasts.workspaceId, workspaceId), eq(broadcasts.botId, id), isOpen),
  );
  if (open >= openMax) {
    throw new AppError('CONFLICT', `This bot has ${openMax} broadcasts that are not over. Wait, or cancel one.`);
  }
}
