import { bots } from '@dovecote/db/schema/bots';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { createLogger } from '@dovecote/observability/logger';
import { alignBots } from '@dovecote/services/bots/align-bots';
import { type OpenSettings, openServices } from '@dovecote/services/open-services';
import { systemContext } from '@dovecote/services/service-context';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

const firstPort = 26_100;
let bench: Awaited<ReturnType<typeof createBench>>;

beforeEach(async () => {
  bench = await createBench();
});
afterEach(() => bench.close());

/** As the web process of an installation with these settings starts. */
async function startWeb(settings: Partial<OpenSettings>): Promise<void> {
  const hasher = { hash: async () => '', verify: async () => false, findWeakness: () => null };
  const open = openServices(
    {
      databaseUrl: bench.managerEnv.DATABASE_URL,
      applicationName: 'test-web',
      connectionsMax: 2,
      telegramApiRoot: 'http://127.0.0.1:9',
      sandboxApiRoot: null,
      sandboxControlToken: null,
      publicUrl: null,
      signup: 'closed',
      requireAdmin2fa: false,
      encryptionKeys: bench.managerEnv.ENCRYPTION_KEYS,
      smtpUrl: null,
      mailFrom: null,
      ...settings,
    },
    { logger: createLogger({ name: 'test', level: 'silent' }), passwordHasher: hasher },
  );
  await alignBots(systemContext(open.services, 'start'));
  await open.close();
}

async function answersTo(bot: TestBot, person: string): Promise<void> {
  await bench.send(bot, person, '/start');
  await eventually(async () => expect(await bench.answers(bot, person)).toHaveLength(1));
}

test('a hosted bot moves to the sandbox’s new port while its manager runs', async () => {
  const gone = `http://127.0.0.1:${await findFreePort(firstPort)}`;
  const bot = await bench.createBot({ apiRoot: gone });
  const manager = await bench.startManager();
  await eventually(() => expect(manager.hostedBots()).toBe(1));
  await startWeb({ sandboxApiRoot: bench.apiRoot });
  await answersTo(bot, 'ann');
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
});

test('hosted bots go over to webhooks when PUBLIC_URL is set, and back, while their manager runs', async () => {
  const port = await findFreePort(firstPort);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ environment: 'live' });
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
  await answersTo(bot, 'ann');

  await startWeb({ telegramApiRoot: bench.apiRoot, publicUrl });
  const urlOf = async () => (await bench.db.select().from(bots).where(eq(bots.id, bot.id)))[0]?.webhookSetUrl;
  await eventually(async () => expect(await urlOf()).toContain(`${publicUrl}/tg/${bot.webhookPath}`));
  await answersTo(bot, 'ben');

  await startWeb({ telegramApiRoot: bench.apiRoot });
  await eventually(async () => expect(await urlOf()).toBe('none'));
  await answersTo(bot, 'cid');
});
