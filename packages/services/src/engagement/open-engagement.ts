import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { AppError } from '@dovecote/errors/app-error';
import { engagementDefinition } from '@dovecote/modules/engagement/definition';
import type { EngagementSettings } from '@dovecote/modules/engagement/engagement-context';
import type { Reader } from '@dovecote/modules/kit/module-context';
import { readStoredSettings } from '@dovecote/modules/kit/read-stored-settings';
import { and, eq } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { getBotRow } from '../bots/get-bot-row';
import { authoriseMember } from '../policies/authorise';
import type { MemberAction } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';

export interface Engagement {
  bot: BotRow;
  /** What the module's own reads take. */
  reader: Reader;
  settings: EngagementSettings;
  /** The zone that the bot's days are reckoned in. */
  zone: string;
}

/**
 * What people of a bot earned is read by the module's own reads; also while the module is switched off.
 * @throws AppError `FORBIDDEN`, or `NOT_FOUND` alike for an absent bot and another tenant's.
 */
export async function openEngagement(ctx: ServiceContext, botId: string, action: MemberAction): Promise<Engagement> {
  const bot = await getBotRow(ctx, botId, action);
  const rows = await ctx.db
    .select()
    .from(moduleSettings)
    .where(and(eq(moduleSettings.workspaceId, bot.workspaceId), eq(moduleSettings.botId, bot.id)));
  const settingsOf = (moduleId: string) => rows.find((row) => row.moduleId === moduleId)?.settings ?? {};
  return {
    bot,
    reader: { db: ctx.db, workspaceId: authoriseMember(ctx, action).id, botId: bot.id },
    settings: readStoredSettings(engagementDefinition.settings, settingsOf('engagement')),
    zone: String((settingsOf('core') as { timeZone?: unknown }).timeZone ?? 'UTC'),
  };
}

export function personNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such person.');
}

/** Whether a text can be the id of a person on Telegram. */
export function isPersonId(text: string): boolean {
  return /^\d{1,19}$/.test(text);
}
