import { laneWrites } from '@dovecote/modules/kit/lane-writes';
import { readUpdate } from '@dovecote/modules/kit/read-update';
import type { Update } from 'grammy/types';
import type { Said } from './said';

/** Who is meant by what is known of an update: its chat, else its sender. */
export function contactOf(update: Update): string | null {
  const { chat, from } = readUpdate(update);
  const contact = chat ?? from;
  return contact ? String(contact.id) : null;
}

/** The contacts of whom a handler wrote what a `LaneReader` reads. */
export function writtenContacts(update: Update, { writes }: Said): Set<string> {
  const ids = new Set<string>();
  for (const { statement, row } of writes) {
    if (!laneWrites.has(statement.id)) continue;
    // A dialogue's rows name the update's own lane.
    const id = row.external_id ?? contactOf(update);
    if (typeof id === 'string') ids.add(id);
  }
  return ids;
}
