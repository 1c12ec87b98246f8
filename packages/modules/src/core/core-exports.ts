import { sql } from 'drizzle-orm';
import type { ContactExports, ExportPlace } from '../kit/contact-export';
import { jobPlace } from '../kit/job-place';

const inChat = { rows: ({ externalId }: ExportPlace) => sql`t.chat_id = ${externalId}` };
const inEvent = ({ externalId }: ExportPlace) => sql`t.data ->> 'personId' = ${externalId}`;

export const coreExports: ContactExports = {
  contacts: { rows: ({ externalId }) => sql`t.external_id = ${externalId}` },
  dialogues: { rows: ({ externalId }) => sql`t.lane in (${`chat:${externalId}`}, ${`user:${externalId}`})` },
  broadcast_recipients: { ...inChat, newest: 'closed_at' },
  module_jobs: {
    ...inChat,
    newest: 'run_at',
    show: ({ module_id, job, key, payload, run_at }, { botId }, open) => {
      const [moduleId, name, id] = [String(module_id), String(job), String(key)];
      const opened = payload == null ? null : open(moduleId, String(payload), jobPlace(botId, moduleId, name, id));
      return { module_id, job, run_at, payload: opened === null ? null : (JSON.parse(opened) as unknown) };
    },
  },
  sent_messages: { ...inChat, newest: 'sent_at' },
  live_events: { rows: inEvent, newest: 'id' },
  webhook_events: {
    columns: ['id', 'data'],
    newest: 'at',
    hasNoBot: true,
    rows: (place) => sql`t.data ? 'personId' and ${inEvent(place)} and t.data ->> 'botId' = ${place.botId}`,
  },
};
