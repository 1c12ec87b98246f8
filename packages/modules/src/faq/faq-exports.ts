import { sql } from 'drizzle-orm';
import type { ContactExport, ContactExports } from '../kit/contact-export';

const asked = (column: string): ContactExport => ({
  rows: ({ externalId }) => sql`${externalId} in (t.external_id, t.chat_id)`,
  newest: 'asked_at',
  show: (row, { botId }, open) => {
    const { question, id } = row;
    const opened = question == null ? null : open('faq', String(question), { row: `${botId}/${id}`, column });
    return { ...row, question: opened };
  },
});

export const faqExports: ContactExports = {
  faq_handovers: asked('handover'),
  faq_model_calls: asked('model_call'),
  faq_spending: { rows: ({ externalId }) => sql`t.external_id = ${externalId}`, newest: 'day' },
};
