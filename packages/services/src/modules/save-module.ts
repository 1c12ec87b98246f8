import { AppError } from '@dovecote/errors/app-error';
import { readStoredSettings } from '@dovecote/modules/kit/read-stored-settings';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { parseInput, validationError } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { getDefinition } from './find-definition';
import { describeModule, type ModuleView } from './module-view';
import { writeModule } from './write-module';

export const saveModuleSchema = z.strictObject({
  enabled: z.boolean(),
  /** Left out: the present settings stay. Given: they are replaced, and what is left out takes its default. */
  settings: z.record(z.string(), z.unknown()).optional(),
  expectedVersion: z.number().int().nonnegative().optional(),
});

/**
 * Publishes a module's settings for a bot as a new version.
 * @throws AppError `VALIDATION_FAILED` that names the wrong setting, `CONFLICT` for a stale `expectedVersion`.
 */
export async function saveModule(
  ctx: ServiceContext,
  botId: string,
  moduleId: string,
  input: z.input<typeof saveModuleSchema>,
): Promise<ModuleView> {
  const bot = await getBotRow(ctx, botId, 'modules.save');
  const definition = getDefinition(moduleId);
  const { enabled, settings, expectedVersion } = parseInput(saveModuleSchema, input);
  if (definition.isCore && !enabled)
    throw new AppError('VALIDATION_FAILED', 'The essentials cannot be switched off.', {
      fields: { enabled: 'must be true for this module' },
    });
  return await ctx.db.transaction(async (tx) => {
    const { row, previous } = await writeModule(tx, ctx, bot, moduleId, expectedVersion, (present) => {
      const parsed = definition.settings.safeParse(
        settings ?? readStoredSettings(definition.settings, present?.settings ?? {}),
      );
      if (!parsed.success) throw validationError(parsed.error.issues, 'settings');
      return { isEnabled: enabled, settings: parsed.data };
    });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'module.saved',
      targetType: 'bot',
      targetId: bot.id,
      before: { moduleId, enabled: previous?.isEnabled ?? false, version: previous?.version ?? 0 },
      after: { moduleId, enabled, version: row.version },
    });
    return describeModule(definition, row);
  });
}
