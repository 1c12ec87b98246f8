import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { moduleDefinitions } from '@dovecote/modules/registry';
import { and, eq } from 'drizzle-orm';
import { readBot } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';
import { describeModule, type ModuleView } from './module-view';

/** Every module there is, as this bot has it. */
export async function listBotModules(asking: ServiceContext, botId: string): Promise<ModuleView[]> {
  const { bot, ctx } = await readBot(asking, botId);
  const rows = await ctx.db
    .select()
    .from(moduleSettings)
    .where(and(eq(moduleSettings.workspaceId, bot.workspaceId), eq(moduleSettings.botId, bot.id)));
  return moduleDefinitions.map((definition) =>
    describeModule(
      definition,
      rows.find((row) => row.moduleId === definition.id),
    ),
  );
}
