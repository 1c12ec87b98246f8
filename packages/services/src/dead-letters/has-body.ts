import { updates } from '@dovecote/db/schema/updates';
import { sql } from 'drizzle-orm';

/** In a query over `updates`: whether what Telegram sent is still kept. */
export const hasBody = sql<boolean>`${updates.body} is not null`;
