import { setTimeout as sleep } from 'node:timers/promises';
import { members } from '@dovecote/db/schema/workspaces';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { openTenantDatabases, type TenantDatabases } from '@dovecote/db/tenant-databases';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { createLogger } from '@dovecote/observability/logger';
import { rotateBotToken } from '@dovecote/services/bots/rotate-bot-token';
import { type ComposedServices, composeServices } from '@dovecote/services/compose-services';
import { inWorkspace } from '@dovecote/services/in-workspace';
import type { ServiceContext } from '@dovecote/services/service-context';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { managerSettings } from './manager-settings';
import { createProbe, type Probe } from './probe-module.test-helper';

const people = ['ann', 'bob', 'cid', 'dee'];
const rotations = 4;
const messagesBefore = 5;
const messagesAfterRevoking = 5;

let bench: Awaited<ReturnType<typeof createBench>>;
let databases: TenantDatabases;
let composed: ComposedServices;
let probe: Probe;

beforeEach(async () => {
  bench = await createBench();
  probe = await createProbe(bench.db);
  databases = openTenantDatabases({
    url: bench.managerEnv.DATABASE_URL,
    applicationName: 'test-owner',
    connectionsMax: 4,
  });
  const settings = managerSettings({
    ...bench.managerEnv,
    BOT_MANAGER_PORT: 0,
    LOG_LEVEL: 'silent',
    LOOPBACK_TARGETS: 'off',
    IN_CONTAINER: 'off',
  });
  const logger = createLogger({ name: 'test', level: 'silent' });
  composed = composeServices(settings, { databases, logger, passwordHasher: noPasswords });
});

afterEach(async () => {
  await bench.close();
  await composed.close();
  await databases.close();
});

test.each([
  ['polling', 'at once'],
  ['polling', 'when its refusal shows'],
  ['webhook', 'at once'],
  ['webhook', 'when its refusal shows'],
] as const)(
  'a %s bot whose token is replaced %s, while people write, answers each of them once and in order',
  {
    timeout: 120_000,
  },
  async (transport, moment) => {
    const bot = await startBot(transport);
    const said = new Map(people.map((person) => [person, 0]));
    const talk = async (messages: number) => {
      for (let turn = 0; turn < messages; turn += 1) {
        for (const person of people) {
          const number = (said.get(person) ?? 0) + 1;
          said.set(person, number);
          await bench.send(bot, person, `/quick ${number}`);
        }
      }
    };
    const owner = await ownerOf(bot);
    for (let rotation = 0; rotation < rotations; rotation += 1) {
      await talk(messagesBefore);
      const talking = talk(messagesAfterRevoking);
      const { token } = await bench.control<{ token: string }>('POST', `/bots/${bot.telegramId}/token`);
      if (moment === 'when its refusal shows') {
        await eventually(async () => expect(await bench.status(bot)).toBe('token_revoked'), 40_000);
      } else await sleep(rotation * 20);
      await rotateBotToken(owner, bot.id, { token });
      await talking;
    }
    await talk(1);
    await eventually(async () => {
      for (const person of people) {
        const expected = Array.from({ length: said.get(person) ?? 0 }, (_, index) => `quick ${index + 1}`);
        expect(await bench.answers(bot, person)).toEqual(expected);
      }
    }, 60_000);
    await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  },
);

async function startBot(transport: 'polling' | 'webhook'): Promise<TestBot> {
  const bot = await bench.createBot({ transport }, { probe: {} });
  const port = await findFreePort(26_500);
  const env = transport === 'webhook' ? { PUBLIC_URL: `http://127.0.0.1:${port}`, BOT_MANAGER_PORT: port } : {};
  await bench.startManager(env, { modules: probe.modules });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  return bot;
}

async function ownerOf({ workspaceId }: TestBot): Promise<ServiceContext> {
  const [owner] = await bench.db.select().from(members).where(eq(members.workspaceId, workspaceId));
  if (owner === undefined) throw new Error('The workspace has no owner.');
  const actor = {
    kind: 'user' as const,
    userId: owner.userId,
    sessionId: 'ses_test',
    platformRole: 'user' as const,
    steppedUpAt: new Date(),
  };
  const request = { ip: '203.0.113.7', userAgent: 'vitest', requestId: 'req_test' };
  return inWorkspace({ ...composed.services, actor, request }, { id: proveWorkspace(workspaceId), role: 'owner' });
}

const noPasswords = { hash: async () => 'none', verify: async () => false, findWeakness: () => null };
