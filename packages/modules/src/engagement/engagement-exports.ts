import { sql } from 'drizzle-orm';
import { type ContactExport, type ContactExports, type ExportPlace, without } from '../kit/contact-export';
import { pollPlace } from './polls/read-polls';

const ofPerson: ContactExport = { rows: ({ externalId }) => sql`t.person_id = ${externalId}` };
const account = ({ externalId }: ExportPlace) => `person:${externalId}`;

export const engagementExports: ContactExports = {
  engagement_people: {
    ...ofPerson,
    show: (row, { botId, externalId }, open) => ({
      ...row,
      name:
        row.name == null
          ? null
          : open('engagement', String(row.name), { row: `${botId}/${externalId}`, column: 'name' }),
    }),
  },
  engagement_entries: {
    rows: (place) => sql`(t.debit like 'person:%' and t.debit = ${account(place)})
      or (t.credit like 'person:%' and t.credit = ${account(place)})`,
    newest: 'id',
  },
  engagement_balances: { rows: (place) => sql`t.account = ${account(place)}` },
  engagement_scores: { rows: (place) => sql`t.holder = ${account(place)}` },
  engagement_ranks: { rows: (place) => sql`t.holder = ${account(place)}`, newest: 'hour' },
  // A game's seed and board would tell who plays it how it is won.
  engagement_games: { ...ofPerson, newest: 'started_at', show: (row) => without(row, 'seed', 'state', 'pays') },
  engagement_referrals: {
    rows: ({ externalId }) => sql`${externalId} in (t.invited_id, t.inviter_id)`,
    newest: 'at',
    show: (row, { externalId }) => ({
      ...without(row, 'id', 'invited_id', 'inviter_id'),
      role: row.inviter_id === externalId ? 'inviter' : 'invited',
    }),
  },
  engagement_traces: { ...ofPerson, newest: 'day' },
  engagement_polls: {
    rows: ({ externalId }) => sql`${externalId} in (t.author_id, t.chat_id)`,
    newest: 'created_at',
    show: (row, { botId }, open) => ({
      ...row,
      content: JSON.parse(open('engagement', String(row.content), pollPlace(botId, String(row.id)))) as unknown,
    }),
  },
  engagement_votes: { ...ofPerson, newest: 'at' },
  engagement_choices: {
    rows: ({ externalId }) => sql`${externalId} in (t.person_id, t.guardian_id)`,
    show: (row, { externalId }) =>
      row.person_id === externalId
        ? { ...without(row, 'guardian_id'), has_guardian: Boolean(row.guardian_id) }
        : { guardian_of: 'somebody younger', guardian_at: row.guardian_at },
  },
  engagement_tags: { ...ofPerson, newest: 'at' },
};
