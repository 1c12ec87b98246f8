import { type OpenSealed, readContactExports } from '@dovecote/modules/kit/contact-export';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import { asSealed } from '@dovecote/vault/sealed';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext } from '../service-context';
import { isPersonId, openEngagement, personNotFound } from './open-engagement';

export const personExportSchema = z.object({
  bot: z.string(),
  person: z.string(),
  at: z.string(),
  /** By module and table. */
  modules: z.record(z.string(), z.record(z.string(), z.array(z.record(z.string(), z.unknown())))),
});

export type PersonExport = z.output<typeof personExportSchema>;

/**
 * What every module of a bot keeps of one person, also those switched off: the copy that person would get by `/mydata`,
 * without its bound of bytes.
 * The event does not say who: the log outlives whoever wants to be forgotten.
 * @throws AppError `NOT_FOUND` for who is not there, `STEP_UP_REQUIRED` without a recent proof of who asks
 */
export async function exportPerson(ctx: ServiceContext, botId: string, personId: string): Promise<PersonExport> {
  const { bot, reader } = await openEngagement(ctx, botId, 'bots.export');
  requireStepUp(ctx);
  if (!isPersonId(personId)) throw personNotFound();
  const open = await opener(ctx, bot.workspaceId);
  const modules: PersonExport['modules'] = {};
  for (const { definition, exports } of runtimeModules) {
    const found = await readContactExports(reader, exports, personId, open);
    modules[definition.id] = Object.fromEntries(Object.entries(found).map(([table, { rows }]) => [table, rows]));
  }
  if (Object.values(modules).every((tables) => Object.keys(tables).length === 0)) throw personNotFound();
  await ctx.db.transaction(async (tx) => {
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.person_exported',
      targetType: 'bot',
      targetId: bot.id,
    });
  });
  return { bot: bot.username, person: personId, at: ctx.clock().toISOString(), modules };
}

async function opener(ctx: ServiceContext, workspaceId: string): Promise<OpenSealed> {
  const ids = runtimeModules.map(({ definition }) => definition.id);
  const sealers = new Map(
    await Promise.all(ids.map(async (id) => [id, await ctx.vault.sealer(workspaceId, id)] as const)),
  );
  return (moduleId, sealed, place) => {
    const sealer = sealers.get(moduleId);
    if (!sealer) throw personNotFound();
    return sealer.open(asSealed(sealed), place).use((text) => text);
  };
}
