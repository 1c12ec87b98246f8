import type { Tx } from '@dovecote/db/client';
import { faqDefinition } from '@dovecote/modules/faq/definition';
import { readStoredSettings } from '@dovecote/modules/kit/read-stored-settings';
import type { BotRow } from '../bots/describe-bots';
import { type ModuleRow, writeModule } from '../modules/write-module';
import { validationError } from '../parse-input';
import type { ServiceContext } from '../service-context';

/** Publishes the bot's FAQ with one pair more, and switched on if it never was. The caller audits afterwards. */
export async function addPair(
  tx: Tx,
  ctx: ServiceContext,
  bot: BotRow,
  pair: { question: string; answer: string },
): Promise<ModuleRow> {
  const { row } = await writeModule(tx, ctx, bot, 'faq', undefined, (present) => {
    const stored = readStoredSettings(faqDefinition.settings, present?.settings ?? {});
    const parsed = faqDefinition.settings.safeParse({ ...stored, pairs: [...stored.pairs, pair] });
    if (!parsed.success) throw validationError(parsed.error.issues, 'settings');
    return { isEnabled: present?.isEnabled ?? true, settings: parsed.data };
  });
  return row;
}
