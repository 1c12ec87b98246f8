import type { Tx } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import { moduleSettings, moduleSettingVersions } from '@dovecote/db/schema/module-settings';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, sql } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import { botNotFound } from '../bots/get-bot-row';
import { notifyBotChanged } from '../live/notify-changes';
import type { ServiceContext } from '../service-context';
import { syncSchedules } from './sync-schedules';

export interface ModuleState {
  isEnabled: boolean;
  settings: Record<string, unknown>;
}

export type ModuleRow = typeof moduleSettings.$inferSelect;

/**
 * Publishes a new version of a module's settings under the bot's row lock, keeps the old ones, brings its recurring work
 * in line, and wakes the managers.
 * `decide` sees the present row. The caller audits afterwards.
 * @throws AppError `CONFLICT` when `expectedVersion` is not the present one.
 */
export async function writeModule(
  tx: Tx,
  ctx: ServiceContext,
  bot: BotRow,
  moduleId: string,
  expectedVersion: number | undefined,
  decide: (present: ModuleRow | undefined) => ModuleState | Promise<ModuleState>,
): Promise<{ row: ModuleRow; previous: ModuleRow | undefined }> {
  const now = ctx.clock();
  const isBot = and(eq(bots.workspaceId, bot.workspaceId), eq(bots.id, bot.id));
  const [locked] = await tx.select({ id: bots.id }).from(bots).where(isBot).for('no key update');
  if (locked === undefined) throw botNotFound();
  const key = { workspaceId: bot.workspaceId, botId: bot.id, moduleId };
  const [previous] = await tx
    .select()
    .from(moduleSettings)
    .where(
      and(
        eq(moduleSettings.workspaceId, bot.workspaceId),
        eq(moduleSettings.botId, bot.id),
        eq(moduleSettings.moduleId, moduleId),
      ),
    );
  const presentVersion = previous?.version ?? 0;
  if (expectedVersion !== undefined && expectedVersion !== presentVersion) {
    throw new AppError(
      'CONFLICT',
      `Somebody published version ${presentVersion} meanwhile. Look at it, then save again.`,
    );
  }
  const next = { ...(await decide(previous)), version: presentVersion + 1 };
  const [row] = await tx
    .insert(moduleSettings)
    .values({ ...key, ...next, updatedAt: now })
    .onConflictDoUpdate({
      target: [moduleSettings.workspaceId, moduleSettings.botId, moduleSettings.moduleId],
      set: { ...next, updatedAt: now },
    })
    .returning();
  if (row === undefined) throw new Error('The insert returned no row.');
  const actorId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  await tx.insert(moduleSettingVersions).values({ ...key, ...next, actorId, createdAt: now });
  await tx
    .update(bots)
    .set({ revision: sql`${bots.revision} + 1`, updatedAt: now })
    .where(isBot);
  await syncSchedules(tx, bot, now);
  await notifyBotChanged(tx, bot.workspaceId, bot.id);
  return { row, previous };
}
