import type { Tx } from '@dovecote/db/client';
import { moduleSettings, moduleSettingVersions } from '@dovecote/db/schema/module-settings';
import { moduleDefinitions } from '@dovecote/modules/registry';
import type { ServiceContext } from '../service-context';

/** Gives a new bot the modules that are always on, with their defaults. */
export async function insertCoreSettings(
  tx: Tx,
  ctx: Pick<ServiceContext, 'clock' | 'actor'>,
  bot: { workspaceId: string; id: string },
): Promise<void> {
  const now = ctx.clock();
  for (const definition of moduleDefinitions.filter(({ isCore }) => isCore)) {
    const row = {
      workspaceId: bot.workspaceId,
      botId: bot.id,
      moduleId: definition.id,
      isEnabled: true,
      settings: definition.settings.parse({}),
      version: 1,
    };
    await tx.insert(moduleSettings).values({ ...row, updatedAt: now });
    const actorId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    await tx.insert(moduleSettingVersions).values({ ...row, actorId, createdAt: now });
  }
}
