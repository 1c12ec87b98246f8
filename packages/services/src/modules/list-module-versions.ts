import { moduleSettingVersions } from '@dovecote/db/schema/module-settings';
import { and, desc, eq, lt } from 'drizzle-orm';
import { readBot } from '../bots/get-bot-row';
import { type Page, type PageInput, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { getDefinition } from './find-definition';

export interface ModuleVersionView {
  version: number;
  enabled: boolean;
  settings: Record<string, unknown>;
  actorId: string | null;
  createdAt: string;
}

const versionMax = 2_147_483_647;

/** Every published version of a module's settings, newest first. */
export async function listModuleVersions(
  asking: ServiceContext,
  botId: string,
  moduleId: string,
  input: PageInput = {},
): Promise<Page<ModuleVersionView>> {
  const { bot, ctx } = await readBot(asking, botId);
  getDefinition(moduleId);
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readNumberCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(moduleSettingVersions)
    .where(
      and(
        eq(moduleSettingVersions.workspaceId, bot.workspaceId),
        eq(moduleSettingVersions.botId, bot.id),
        eq(moduleSettingVersions.moduleId, moduleId),
        before === null ? undefined : lt(moduleSettingVersions.version, Math.min(before, versionMax)),
      ),
    )
    .orderBy(desc(moduleSettingVersions.version))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.version);
  const items = page.items.map(({ version, isEnabled, settings, actorId, createdAt }) => ({
    version,
    enabled: isEnabled,
    settings,
    actorId,
    createdAt: createdAt.toISOString(),
  }));
  return { items, nextCursor: page.nextCursor };
}
