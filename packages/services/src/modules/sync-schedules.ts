import type { Tx } from '@dovecote/db/client';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { moduleJobs } from '@dovecote/db/schema/module-work';
import type { ModuleDefinition } from '@dovecote/modules/kit/definition';
import { nextRun } from '@dovecote/modules/kit/next-run';
import { readStoredSettings } from '@dovecote/modules/kit/read-stored-settings';
import { moduleDefinitions } from '@dovecote/modules/registry';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';

interface WantedJob {
  moduleId: string;
  job: string;
  key: string;
  cron: string;
  zone: string;
}

/**
 * Makes the bot's recurring work what its modules want under their present settings, in the bot's time zone. Work that
 * is wanted as before keeps its next time, and that of a module which only newer processes know stays.
 */
export async function syncSchedules(
  tx: Tx,
  bot: { workspaceId: string; id: string },
  now: Date,
  definitions: readonly ModuleDefinition[] = moduleDefinitions,
): Promise<void> {
  const ofBot = and(eq(moduleSettings.workspaceId, bot.workspaceId), eq(moduleSettings.botId, bot.id));
  const wanted = wantedJobs(bot.id, definitions, await tx.select().from(moduleSettings).where(ofBot));
  const isRecurring = and(
    eq(moduleJobs.workspaceId, bot.workspaceId),
    eq(moduleJobs.botId, bot.id),
    isNotNull(moduleJobs.cron),
    inArray(
      moduleJobs.moduleId,
      definitions.map((one) => one.id),
    ),
  );
  const present = await tx.select().from(moduleJobs).where(isRecurring);
  for (const row of present.filter((row) => !wanted.some((want) => isSame(want, row)))) {
    const isRow = and(eq(moduleJobs.moduleId, row.moduleId), eq(moduleJobs.job, row.job), eq(moduleJobs.key, row.key));
    await tx.delete(moduleJobs).where(and(isRecurring, isRow));
  }
  const fresh = wanted.filter((want) => !present.some((row) => isSame(want, row)));
  if (fresh.length === 0) return;
  await tx.insert(moduleJobs).values(
    fresh.map((want) => ({
      ...want,
      workspaceId: bot.workspaceId,
      botId: bot.id,
      isTask: false,
      runAt: nextRun(want.cron, want.zone, now),
    })),
  );
}

function isSame(want: WantedJob, row: typeof moduleJobs.$inferSelect): boolean {
  const isSameJob = want.moduleId === row.moduleId && want.job === row.job && want.key === row.key;
  return isSameJob && want.cron === row.cron && want.zone === row.zone;
}

function wantedJobs(
  botId: string,
  definitions: readonly ModuleDefinition[],
  rows: readonly (typeof moduleSettings.$inferSelect)[],
): WantedJob[] {
  const settingsOf = (moduleId: string) => rows.find((row) => row.moduleId === moduleId && row.isEnabled)?.settings;
  const zone = String(settingsOf('core')?.timeZone ?? 'UTC');
  return definitions.flatMap(({ id: moduleId, settings, schedules }) => {
    const stored = settingsOf(moduleId);
    if (!schedules || !stored) return [];
    // Two rules of one job are told apart by their time.
    return schedules(readStoredSettings(settings, stored), botId).map(({ job, cron }) => ({
      moduleId,
      job,
      key: cron,
      cron,
      zone,
    }));
  });
}
