import type { moduleSettings } from '@dovecote/db/schema/module-settings';
import type { ModuleDefinition } from '@dovecote/modules/kit/definition';
import { readStoredSettings } from '@dovecote/modules/kit/read-stored-settings';
import { z } from 'zod';

export const moduleViewSchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  category: z.string(),
  isCore: z.boolean(),
  enabled: z.boolean(),
  /** 0 until it is saved for the first time. */
  version: z.number(),
  settings: z.record(z.string(), z.unknown()),
  settingsSchema: z.record(z.string(), z.unknown()),
  commands: z.array(z.object({ name: z.string(), scope: z.string() })),
  keeps: z.array(z.object({ table: z.string(), days: z.number().nullable() })),
  updatedAt: z.string().nullable(),
});

export type ModuleView = z.output<typeof moduleViewSchema>;

/** A module as one bot has it; settings that no longer fit the schema show without what does not fit. */
export function describeModule(definition: ModuleDefinition, row?: typeof moduleSettings.$inferSelect): ModuleView {
  const { id, title, summary, category } = definition;
  const isCore = definition.isCore ?? false;
  return {
    id,
    title,
    summary,
    category,
    isCore,
    enabled: isCore || (row?.isEnabled ?? false),
    version: row?.version ?? 0,
    settings: readStoredSettings(definition.settings, row?.settings ?? {}),
    settingsSchema: describeSettings(definition),
    commands: definition.commands.map(({ name, scope }) => ({ name, scope })),
    keeps: definition.keeps.map(({ table, days }) => ({ table, days })),
    updatedAt: row?.updatedAt.toISOString() ?? null,
  };
}

const describedSettings = new Map<string, Record<string, unknown>>();

/** JSON Schema of what may be sent, which draws the settings form. */
function describeSettings(definition: ModuleDefinition): Record<string, unknown> {
  const known = describedSettings.get(definition.id);
  if (known !== undefined) return known;
  const described: Record<string, unknown> = {
    ...z.toJSONSchema(definition.settings, { io: 'input', unrepresentable: 'any' }),
  };
  describedSettings.set(definition.id, described);
  return described;
}
