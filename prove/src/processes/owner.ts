import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase } from '@dovecote/db/client';
import { adjustPoints } from '@dovecote/services/engagement/adjust-points';
import { reverseLine } from '@dovecote/services/engagement/reverse-line';
import { sql } from 'drizzle-orm';
import { openOwner } from '../ledger/open-owner';
import { Random } from '../random';

/**
 * Owners at work, in a process that can be killed: they give points, take some, take lines back. Votes they leave alone,
 * and from people with odd ids they take nothing, so that what the bots did can be told apart.
 */
const [, , databaseUrl = '', encryptionKeys = ''] = process.argv;
const pauseMs = 60;
const random = new Random(process.pid);
const owner = openOwner(databaseUrl, encryptionKeys);
const { db } = connectDatabase({
  url: databaseUrl,
  applicationName: 'prove-owner-reads',
  connectionsMax: 1,
  onPoolError: () => undefined,
});
process.on('disconnect', () => process.exit(0));
process.send?.({ type: 'ready', port: 0 });

type Person = { workspace_id: string; bot_id: string; person_id: string };
type Line = { workspace_id: string; bot_id: string; id: string };

for (;;) {
  if (random.next() < 0.4) await takeLineBack();
  else await adjust();
  await sleep(pauseMs);
}

async function adjust(): Promise<void> {
  const found = await db.execute<Person>(
    sql`select workspace_id, bot_id, person_id from engagement_people order by random() limit 1`,
  );
  const [person] = found.rows;
  if (!person) return;
  const isTaken = Number(person.person_id) % 2 === 0 && random.next() < 0.4;
  const points = (1 + random.below(30)) * (isTaken ? -1 : 1);
  await adjustPoints(await owner.of(person.workspace_id), person.bot_id, person.person_id, { points });
}

async function takeLineBack(): Promise<void> {
  const found = await db.execute<Line>(sql`
    select workspace_id, bot_id, id from engagement_entries e
    where reason in ('adjustment', 'reward', 'checkin') and (debit ~ '[02468]$' or credit ~ '[02468]$')
      and not exists (
        select from engagement_entries r
        where r.workspace_id = e.workspace_id and r.bot_id = e.bot_id and r.reverses = e.id
      )
    order by random() limit 1`);
  const [line] = found.rows;
  if (line) await reverseLine(await owner.of(line.workspace_id), line.bot_id, line.id);
}
