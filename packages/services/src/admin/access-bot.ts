import { newId } from '@dovecote/db/new-id';
import { adminAccess } from '@dovecote/db/schema/audit-events';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import type { BotView } from '../bots/bot-view';
import { getBot } from '../bots/get-bot';
import { listUpdates } from '../bots/list-updates';
import type { UpdateView } from '../bots/update-view';
import { queueMailToOwners } from '../mails/queue-mail-to-owners';
import { listBotModules } from '../modules/list-bot-modules';
import type { ModuleView } from '../modules/module-view';
import { parseInput } from '../parse-input';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { reasonSchema } from './admin-schemas';
import { getAnyBotRow } from './get-any-bot-row';

export interface BotAccess {
  accessId: string;
  expiresAt: string;
  bot: BotView;
  modules: ModuleView[];
  /** The latest entries of the journal, without what people wrote. */
  updates: UpdateView[];
}

const accessMs = 30 * 60_000;

/** Opens a read-only look inside a bot for 30 minutes; it stands in the audit log of the bot's workspace. */
export async function accessBot(
  asking: ServiceContext,
  botId: string,
  input: z.input<typeof reasonSchema>,
): Promise<BotAccess> {
  const { bot, ctx } = await getAnyBotRow(asking, botId, 'platform.accessBot');
  requireStepUp(ctx);
  const { userId } = ctx.actor;
  const { reason } = parseInput(reasonSchema, input);
  const startedAt = ctx.clock();
  const expiresAt = new Date(startedAt.getTime() + accessMs);
  const accessId = newId('access');
  await ctx.db.transaction(async (tx) => {
    const key = { workspaceId: bot.workspaceId, botId: bot.id, adminId: userId };
    await tx.insert(adminAccess).values({ id: accessId, ...key, reason, startedAt, expiresAt });
    await queueMailToOwners(tx, ctx, bot.workspaceId, {
      subject: `A platform admin looked into @${bot.username}`,
      body: `A platform admin opened a read-only look into your bot ${bot.name} (@${bot.username}) until ${expiresAt.toISOString()}.\n\nReason: ${reason}\n\nIt stands in the history of the bot. They see neither its secrets nor what people wrote.`,
    });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'bot.accessed_by_admin',
      targetType: 'bot',
      targetId: bot.id,
      reason,
      after: { expiresAt: expiresAt.toISOString() },
    });
  });
  const { items: updates } = await listUpdates(ctx, bot.id, { limit: 50 });
  const modules = await listBotModules(ctx, bot.id);
  return { accessId, expiresAt: expiresAt.toISOString(), bot: await getBot(ctx, bot.id), modules, updates };
}
