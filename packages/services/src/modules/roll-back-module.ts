import { moduleSettingVersions } from '@dovecote/db/schema/module-settings';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { parseInput, validationError } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { getDefinition } from './find-definition';
import { describeModule, type ModuleView } from './module-view';
import { writeModule } from './write-module';

export const rollBackSchema = z.strictObject({
  version: z.number().int().positive().max(2_147_483_647),
  expectedVersion: z.number().int().nonnegative().optional(),
});

/**
 * Publishes an older version again, as a new one.
 * @throws AppError `NOT_FOUND` for a version that never was, `CONFLICT` when its settings no longer fit.
 */
export async function rollBackModule(
  ctx: ServiceContext,
  botId: string,
  moduleId: string,
  input: z.input<typeof rollBackSchema>,
): Promise<ModuleView> {
  const bot = await getBotRow(ctx, botId, 'modules.save');
  const definition = getDefinition(moduleId);
  const { version, expectedVersion } = parseInput(rollBackSchema, input);
  return await ctx.db.transaction(async (tx) => {
    const [target] = await tx
      .select()
      .from(moduleSettingVersions)
      .where(
        and(
          eq(moduleSettingVersions.workspaceId, bot.workspaceId),
          eq(moduleSettingVersions.botId, bot.id),
          eq(moduleSettingVersions.moduleId, moduleId),
          eq(moduleSettingVersions.version, version),
        ),
      );
    if (target === undefined) throw new AppError('NOT_FOUND', 'There is no such version.');
    const parsed = definition.settings.safeParse(target.settings);
    if (!parsed.success) {
      const { fields } = validationError(parsed.error.issues, 'settings');
      throw new AppError('CONFLICT', 'This version no longer fits the module.', { ...(fields && { fields }) });
    }
    const state = { isEnabled: target.isEnabled, settings: parsed.data };
    const { row, previous } = await writeModule(tx, ctx, bot, moduleId, expectedVersion, () => state);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'module.rolled_back',
      targetType: 'bot',
      targetId: bot.id,
      before: { moduleId, version: previous?.version ?? 0 },
      after: { moduleId, version: row.version, sameAs: version },
    });
    return describeModule(definition, row);
  });
}
