import { createLogger } from '@dovecote/observability/logger';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { eventually } from '@dovecote/testing/eventually';
import { severDatabase } from '@dovecote/testing/severed-database';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { listen } from './listen';

test('listening on a connection that fell silent begins anew and says that notices may be missing', async () => {
  const database = await createTestDatabase();
  const severed = await severDatabase(database.url);
  const heard: string[] = [];
  const listener = await listen({
    databaseUrl: severed.url,
    applicationName: 'test-listen',
    channels: ['news'],
    onNotice: (_channel, payload) => heard.push(payload),
    onReturn: () => heard.push('back'),
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
  const tell = (what: string) => database.db.execute(sql`select pg_notify('news', ${what})`);
  await tell('one');
  await eventually(async () => expect(heard).toEqual(['one']));
  severed.silence();
  await tell('missed');
  await eventually(async () => expect(heard).toEqual(['one', 'back']), 30_000);
  await tell('two');
  await eventually(async () => expect(heard).toEqual(['one', 'back', 'two']));
  await listener.close();
  await severed.close();
  await database.close();
}, 50_000);
