import { sql } from 'drizzle-orm';
import { defineWrite } from './write-statement';

/** Forgets which broadcasts went or would go to one contact, also should the person come back. */
export const recipientErase = defineWrite<{ external_id: string }>({
  id: 'broadcast_recipients.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from broadcast_recipients using (
      select distinct b.id, source.external_id from ${source}
      join broadcasts b on b.workspace_id = source.workspace_id and b.bot_id = source.bot_id
    ) as gone
    where broadcast_recipients.broadcast_id = gone.id and broadcast_recipients.chat_id = gone.external_id`,
});
