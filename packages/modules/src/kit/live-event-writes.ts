import { sql } from 'drizzle-orm';
import { defineWrite } from './write-statement';

/** Tells whoever watches the bot, and outgoing webhooks. `data.personId` names whose event it is. */
export const liveEvent = defineWrite<{ event: string; data: Record<string, unknown>; at: string }>({
  id: 'live_events.add',
  columns: { event: 'text', data: 'jsonb', at: 'timestamptz' },
  statement: (source) => sql`
    insert into live_events (workspace_id, bot_id, event, data, at)
    select workspace_id, bot_id, event, data, at from ${source} order by at`,
});

/** Removes what was told of one person. */
export const liveEventErase = defineWrite<{ external_id: string }>({
  id: 'live_events.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from live_events using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where live_events.workspace_id = gone.workspace_id and live_events.bot_id = gone.bot_id
      and live_events.data ->> 'personId' = gone.external_id`,
});

/** Removes what outgoing webhooks were or are to be told of one person of the bot. */
export const webhookEventErase = defineWrite<{ external_id: string }>({
  id: 'webhook_events.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from webhook_events using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where webhook_events.workspace_id = gone.workspace_id and webhook_events.data ? 'personId'
      and webhook_events.data ->> 'personId' = gone.external_id and webhook_events.data ->> 'botId' = gone.bot_id`,
});
