import { laneWrites } from '@dovecote/modules/kit/lane-writes';
import { readUpdate } from '@dovecote/modules/kit/read-update';
import type { Update } from 'grammy/types';
import type { JournalEntry } from './journal';
import type { Said } from './said';

/** Who is meant by what is known of an update: its chat, else its sender. */
export function contactOf(update: Update): string | null {
  const { chat, from } = readUpdate(update);
  const contact = chat ?? from;
  return contact ? String(contact.id) : null;
}

export function ownContact({ update }: Pick<JournalEntry, 'update'>): string[] {
  const id = contactOf(update);
  return id === null ? [] : [id];
}

/**
 * The contacts of whom a commit wrote what a `LaneReader` reads, or may have: of an earlier commit nobody heard back
 * from, what it wrote may have been something else.
 */
export function writtenContacts(
  entry: Pick<JournalEntry, 'update' | 'isCommitUnknown'>,
  { writes }: Pick<Said, 'writes'>,
): Set<string> {
  const ids = new Set(entry.isCommitUnknown ? ownContact(entry) : []);
  for (const { statement, row } of writes) {
    if (!laneWrites.has(statement.id)) continue;
    // A dialogue's rows name the update's own lane.
    if (typeof row.external_id === 'string') ids.add(row.external_id);
    else for (const id of ownContact(entry)) ids.add(id);
  }
  return ids;
}
