import { sql } from 'drizzle-orm';

/** In a query over `updates`: whether what Telegram sent is still kept. */
export const hasBody = sql<boolean>`exists (
  select from update_bodies kept where kept.day = updates.body_day and kept.workspace_id = updates.workspace_id
    and kept.bot_id = updates.bot_id and kept.update_id = updates.update_id)`;
