import { contacts } from '@dovecote/db/schema/contacts';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { updates } from '@dovecote/db/schema/updates';
import { and, asc, desc, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { describeOneBot } from './describe-bots';
import { getBotRow } from './get-bot-row';
import { describeUpdate, journalColumns, type UpdateView } from './update-view';

export interface BotExport {
  format: 'dovecote.bot.v1';
  exportedAt: string;
  bot: BotView;
  modules: { id: string; enabled: boolean; version: number; settings: Record<string, unknown> }[];
  contacts: Record<string, unknown>[];
  journal: UpdateView[];
  /** The journal and contacts are cut at 50,000 rows each. */
  isTruncated: boolean;
}

const rowsMax = 50_000;

/** Settings, contacts and journal of a bot, newest updates first, without any secret. */
export async function exportBot(ctx: ServiceContext, botId: string): Promise<BotExport> {
  const bot = await getBotRow(ctx, botId, 'bots.export');
  requireStepUp(ctx);
  const settings = await ctx.db
    .select()
    .from(moduleSettings)
    .where(and(eq(moduleSettings.workspaceId, bot.workspaceId), eq(moduleSettings.botId, bot.id)))
    .orderBy(asc(moduleSettings.moduleId));
  const people = await ctx.db
    .select()
    .from(contacts)
    .where(and(eq(contacts.workspaceId, bot.workspaceId), eq(contacts.botId, bot.id)))
    .orderBy(asc(contacts.firstSeenAt))
    .limit(rowsMax);
  const journal = await ctx.db
    .select(journalColumns)
    .from(updates)
    .where(and(eq(updates.workspaceId, bot.workspaceId), eq(updates.botId, bot.id)))
    .orderBy(desc(updates.seq))
    .limit(rowsMax);
  await ctx.db.transaction(async (tx) => {
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'bot.exported',
      targetType: 'bot',
      targetId: bot.id,
      after: { contacts: people.length, updates: journal.length },
    });
  });
  return {
    format: 'dovecote.bot.v1',
    exportedAt: ctx.clock().toISOString(),
    bot: await describeOneBot(ctx.db, bot),
    modules: settings.map((row) => ({
      id: row.moduleId,
      enabled: row.isEnabled,
      version: row.version,
      settings: row.settings,
    })),
    contacts: people.map(({ workspaceId: _workspaceId, botId: _botId, ...contact }) => contact),
    journal: journal.map((row) => describeUpdate(row, 0)),
    isTruncated: people.length === rowsMax || journal.length === rowsMax,
  };
}
