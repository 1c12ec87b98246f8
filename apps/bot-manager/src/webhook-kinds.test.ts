import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench } from './manager-bench.test-helper';

const firstPort = 27_300;

let bench: Awaited<ReturnType<typeof createBench>>;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(() => bench.close());

test('a module that is switched on gets the kinds of update it wants, though the webhook was set before', async () => {
  const port = await findFreePort(firstPort);
  const bot = await bench.createBot({ transport: 'webhook' });
  await bench.startManager({ PUBLIC_URL: `http://127.0.0.1:${port}`, BOT_MANAGER_PORT: port });
  const kinds = async () => {
    const response = await fetch(`${bench.apiRoot}/bot${bot.token}/getWebhookInfo`);
    return ((await response.json()) as { result: { allowed_updates?: string[] } }).result.allowed_updates;
  };
  await eventually(async () => expect(await kinds()).toEqual(['callback_query', 'message', 'my_chat_member']));
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const key = { workspaceId: bot.workspaceId, botId: bot.id, moduleId: 'engagement' };
  await bench.db.insert(moduleSettings).values({ ...key, isEnabled: true, settings: {}, version: 1 });
  await bench.setWanted(bot, {});
  await eventually(async () => expect(await kinds()).toContain('poll_answer'));
});
