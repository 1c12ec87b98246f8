import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

const withinMs = 1_000;

/** Whether the database answers the simplest question in time. */
export async function isAnswering(db: Db): Promise<boolean> {
  const answered = db.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, sleep(withinMs, false, { ref: false })]);
}
