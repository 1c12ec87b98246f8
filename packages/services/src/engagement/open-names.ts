import { asSealed } from '@dovecote/vault/sealed';
import type { BotRow } from '../bots/describe-bots';
import type { ServiceContext } from '../service-context';

export interface Nameless {
  personId: string;
  /** Sealed by the module. */
  name: string | null;
}

/** The same people with their names opened. */
export async function openNames<Person extends Nameless>(
  ctx: ServiceContext,
  bot: BotRow,
  people: readonly Person[],
): Promise<Person[]> {
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'engagement');
  return people.map((person) => {
    if (person.name === null) return person;
    const opened = sealer.open(asSealed(person.name), { row: `${bot.id}/${person.personId}`, column: 'name' });
    return { ...person, name: opened.use((text) => text) };
  });
}
