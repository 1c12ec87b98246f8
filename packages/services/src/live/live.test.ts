import { openTenantDatabases } from '@dovecote/db/tenant-databases';
import { createLogger } from '@dovecote/observability/logger';
import { eventually } from '@dovecote/testing/eventually';
import { lockWaits } from '@dovecote/testing/lock-waits';
import { severDatabase } from '@dovecote/testing/severed-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, userIdOf, workspaceIdOf } from '../create-test-services.test-helper';
import { createLiveHub } from './live-hub';
import { notifyDashboards, notifySessionsEnded } from './notify-changes';
import { watchChanges } from './watch-changes';

const logger = createLogger({ name: 'test', level: 'silent' });

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

test('a member hears of the own workspace, a platform admin of all, and nobody after the end', async () => {
  const hub = createLiveHub(kit.database.pool, logger);
  const [member, admin, other] = [await kit.signUp('member'), await kit.admin(), await kit.signUp('other')];
  const ending = new AbortController();
  const ofMember = watchChanges(member, hub, ending.signal);
  const ofAdmin = watchChanges(admin, hub, ending.signal);
  expect((await Promise.all([ofMember.next(), ofAdmin.next()])).map(({ value }) => value)).toEqual([
    { botIds: null },
    { botIds: null },
  ]);
  await notifyDashboards(kit.services.db, workspaceIdOf(other), ['bot_other']);
  await notifyDashboards(kit.services.db, workspaceIdOf(member), ['bot_mine']);
  expect((await ofMember.next()).value).toEqual({ botIds: ['bot_mine'] });
  expect((await ofAdmin.next()).value.botIds).toContain('bot_other');
  const last = ofMember.next();
  ending.abort();
  expect((await last).done).toBe(true);
  hub.close();
});

test('after a broken connection everybody is told to look at everything', async () => {
  const hub = createLiveHub(kit.database.pool, logger);
  const member = await kit.signUp('member');
  const ending = new AbortController();
  const hints = watchChanges(member, hub, ending.signal);
  await hints.next();
  await kit.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen dovecote_live' and datname = current_database()`,
  );
  expect((await hints.next()).value).toEqual({ botIds: null });
  await notifyDashboards(kit.services.db, workspaceIdOf(member), ['bot_mine']);
  expect((await hints.next()).value).toEqual({ botIds: ['bot_mine'] });
  ending.abort();
  await hints.return(undefined);
  hub.close();
});

test('after a connection that fell silent everybody is told to look at everything', { timeout: 60_000 }, async () => {
  const severed = await severDatabase(kit.database.url);
  const databases = openTenantDatabases({ url: severed.url, applicationName: 'test', connectionsMax: 2 });
  const hub = createLiveHub(databases.pool, logger);
  const heard: unknown[] = [];
  hub.subscribe(
    (change) => heard.push(change),
    () => heard.push('gap'),
  );
  await eventually(async () => expect(heard).toEqual(['gap']));
  severed.silence();
  const member = await kit.signUp('silenced');
  await eventually(async () => expect(heard).toEqual(['gap', 'gap']), 30_000);
  await notifyDashboards(kit.services.db, workspaceIdOf(member), ['bot_mine']);
  await eventually(async () => expect(heard).toHaveLength(3));
  hub.close();
  await severed.close();
  await databases.close();
});

// Otherwise it would end with its next sign of life, after twenty seconds.
test('one that is ended while its session is looked at ends', { timeout: 15_000 }, async () => {
  const hub = createLiveHub(kit.database.pool, logger);
  const member = await kit.signUp('looked-at');
  const ending = new AbortController();
  const hints = watchChanges(member, hub, ending.signal);
  await hints.next();
  const last = hints.next();
  await kit.database.db.transaction(async (tx) => {
    await tx.execute('lock table sessions in access exclusive mode');
    await notifySessionsEnded(kit.services.db, userIdOf(member));
    await lockWaits(kit.database.db, 1);
    ending.abort();
  });
  expect((await last).done).toBe(true);
  hub.close();
});
