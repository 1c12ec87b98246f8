import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { mails } from '@dovecote/db/schema/mails';
import { workspaces } from '@dovecote/db/schema/workspaces';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { discardDeadLetter } from '../dead-letters/discard-dead-letter';
import { discardDeadLetters } from '../dead-letters/discard-dead-letters';
import { listDeadLetters } from '../dead-letters/list-dead-letters';
import { replayDeadLetter } from '../dead-letters/replay-dead-letter';
import { replayDeadLetters } from '../dead-letters/replay-dead-letters';
import { listQuarantine } from '../quarantine/list-quarantine';
import { createSandboxBot } from '../sandbox/create-sandbox-bot';
import { sendSandboxMessage } from '../sandbox/send-sandbox-message';
import { systemContext } from '../service-context';
import { createBot } from './create-bot';
import { deleteBot } from './delete-bot';
import { exportBot } from './export-bot';
import { getBot } from './get-bot';
import { getBotBalance } from './get-bot-balance';
import { getBotStats } from './get-bot-stats';
import { getBotWebhook } from './get-bot-webhook';
import { getUpdateTrace } from './get-update-trace';
import { inspectToken } from './inspect-token';
import { listAmbiguousCalls } from './list-ambiguous-calls';
import { listBots } from './list-bots';
import { listUpdates } from './list-updates';
import { renameBot } from './rename-bot';
import { repairWebhook } from './repair-webhook';
import { reportBotStatus } from './report-bot-status';
import { rotateBotToken } from './rotate-bot-token';
import { setBotLimits } from './set-bot-limits';
import { startBot } from './start-bot';
import { stopBot } from './stop-bot';
import { verifyBot } from './verify-bot';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

async function ownerWithBot() {
  const owner = await kit.signUp('owner');
  const token = await kit.newToken(owner);
  return { owner, token, bot: await createBot(owner, { token }) };
}

describe('taking a bot in', () => {
  test('asks Telegram, seals every secret and shows none', async () => {
    const owner = await kit.signUp('owner');
    const token = await kit.newToken(owner);
    const bot = await createBot(owner, {
      token: `Use this token:\n${token}\nKeep it secure.`,
      name: 'Front desk',
      telegramApiId: 123456,
      telegramApiHash: 'ABCDEF0123456789abcdef0123456789',
      telegramPhone: '+1 (555) 123-4567',
      sessionString: '1BVtsOHYBu0'.repeat(5),
    });
    expect(bot).toMatchObject({
      name: 'Front desk',
      environment: 'sandbox',
      status: 'stopped',
      desiredState: 'stopped',
      transport: 'polling',
      limits: { requestsPerSecond: 100, maxConcurrent: 32, setBy: 'plan' },
      totals: { received: 0, done: 0, skipped: 0, deadLettered: 0, waiting: 0, calls: 0, errors: 0, ambiguous: 0 },
      lastUpdateAt: null,
    });
    expect(bot.id).toMatch(/^bot_/);
    expect(JSON.stringify(bot)).not.toContain(token);
    const stored = await kit.database.db.select().from(botCredentials).where(eq(botCredentials.botId, bot.id));
    expect(stored.map((row) => row.purpose).sort()).toEqual([
      'bot_token',
      'session_string',
      'telegram_api_hash',
      'telegram_api_id',
      'telegram_phone',
      'webhook_secret',
    ]);
    for (const row of stored) expect(row.value).toMatch(/^v1\|/);
  });

  test('refuses what is not a token, and one Telegram does not know', async () => {
    const owner = await kit.signUp('owner');
    await expect(createBot(owner, { token: 'hello' })).rejects.toMatchObject({ code: 'TOKEN_MALFORMED' });
    const unknown = `5123456789:AA${'x'.repeat(33)}`;
    await expect(createBot(owner, { token: unknown })).rejects.toMatchObject({ code: 'TOKEN_REJECTED' });
  });

  test('refuses a token already hosted elsewhere, also when both come at once', async () => {
    const { token } = await ownerWithBot();
    const stranger = await kit.signUp('stranger');
    await expect(createBot(stranger, { token })).rejects.toMatchObject({ code: 'TOKEN_IN_USE' });
    const fresh = await kit.newToken(stranger);
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => createBot(stranger, { token: fresh })));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  });

  test('holds the plan to its number of bots and to its limits', async () => {
    const owner = await kit.signUp('owner');
    await kit.database.db
      .update(workspaces)
      .set({ planId: 'free' })
      .where(eq(workspaces.id, workspaceIdOf(owner)));
    const tooFast = { token: await kit.newToken(owner), limits: { requestsPerSecond: 11 } };
    await expect(createBot(owner, tooFast)).rejects.toMatchObject({ code: 'PLAN_LIMIT' });
    const tokens = await Promise.all([1, 2, 3, 4, 5].map(() => kit.newToken(owner)));
    const outcomes = await Promise.allSettled(tokens.map((token) => createBot(owner, { token })));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(3);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({ reason: { code: 'PLAN_LIMIT' } });
  });

  test('refuses an unknown field by name, and a weaker role', async () => {
    const { owner } = await ownerWithBot();
    const token = await kit.newToken(owner);
    const input = { token, isAdmin: true };
    await expect(createBot(owner, input)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: { isAdmin: 'is not a known field' },
    });
    await expect(createBot(await kit.join(owner, 'editor'), { token })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(createBot(kit.anonymous(), { token })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('says Telegram is unavailable when it does not answer', async () => {
    const down = { ...kit.services.settings, telegramApiRoot: 'http://127.0.0.1:9', sandboxApiRoot: null };
    const owner = { ...(await kit.signUp('owner')), settings: down, sandbox: null };
    const token = `5123456789:AA${'y'.repeat(33)}`;
    await expect(createBot(owner, { token })).rejects.toMatchObject({ code: 'TELEGRAM_UNAVAILABLE' });
  });
});

test('the pre-flight tells a foreign webhook, what is pending, and whether the bot is hosted', async () => {
  const owner = await kit.signUp('owner');
  const token = await kit.newToken(owner);
  const call = async (method: string, body: object) =>
    await fetch(`${kit.sandboxRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect(await inspectToken(owner, { token })).toMatchObject({
    environment: 'sandbox',
    isHosted: false,
    foreignWebhook: null,
    pendingUpdates: 0,
    hasRivalPoller: false,
  });
  await call('setWebhook', { url: 'http://127.0.0.1:9/elsewhere' });
  const seen = await inspectToken(owner, { token });
  expect(seen).toMatchObject({ foreignWebhook: { host: '127.0.0.1:9' }, hasRivalPoller: null });
  const bot = await createBot(owner, { token });
  expect((await inspectToken(owner, { token })).isHosted).toBe(true);
  await deleteBot(owner, bot.id);
  expect((await inspectToken(owner, { token })).foreignWebhook).toEqual({ host: '127.0.0.1:9' });
});

test('two pre-flights of one bot do not take each other for a rival', async () => {
  const owner = await kit.signUp('owner');
  const token = await kit.newToken(owner);
  const seen = await Promise.all([inspectToken(owner, { token }), inspectToken(owner, { token })]);
  expect(seen.map(({ hasRivalPoller }) => hasRivalPoller)).toEqual([false, false]);
});

test('the pre-flight sees a rival that comes back once its poll was taken away', async () => {
  const owner = await kit.signUp('owner');
  const token = await kit.newToken(owner);
  const url = `${kit.sandboxRoot}/bot${token}/getUpdates?timeout=20`;
  const end = new AbortController();
  const rival = (async () => {
    while (!end.signal.aborted) await fetch(url, { signal: end.signal }).catch(() => undefined);
  })();
  expect(await inspectToken(owner, { token })).toMatchObject({ hasRivalPoller: true });
  end.abort();
  await rival;
});

test.each([
  ['keep', 1],
  ['drop', 0],
  [undefined, 1],
] as const)(
  'what waits at Telegram when a bot moves in, with pendingUpdates %s: %i left',
  async (pendingUpdates, left) => {
    const owner = await kit.signUp('owner');
    const { token, username } = await createSandboxBot(owner, {});
    await sendSandboxMessage(owner, { username, text: 'anybody here?' });
    expect((await inspectToken(owner, { token })).pendingUpdates).toBe(1);
    await createBot(owner, { token, pendingUpdates });
    expect((await inspectToken(owner, { token })).pendingUpdates).toBe(left);
  },
);

describe('tenancy and roles', () => {
  const verbs: [
    string,
    (ctx: Parameters<typeof getBot>[0], id: string) => Promise<unknown>,
    'viewer' | 'editor' | null,
  ][] = [
    ['getBot', (ctx, id) => getBot(ctx, id), null],
    ['getBotStats', (ctx, id) => getBotStats(ctx, id), null],
    ['listUpdates', (ctx, id) => listUpdates(ctx, id), null],
    ['getUpdateTrace', (ctx, id) => getUpdateTrace(ctx, id, '1'), null],
    ['getBotBalance', (ctx, id) => getBotBalance(ctx, id), null],
    ['listDeadLetters', (ctx, id) => listDeadLetters(ctx, id), null],
    ['listQuarantine', (ctx, id) => listQuarantine(ctx, id), null],
    ['listAmbiguousCalls', (ctx, id) => listAmbiguousCalls(ctx, id), null],
    ['replayDeadLetter', (ctx, id) => replayDeadLetter(ctx, id, '1'), 'viewer'],
    ['replayDeadLetters', (ctx, id) => replayDeadLetters(ctx, id), 'viewer'],
    ['discardDeadLetter', (ctx, id) => discardDeadLetter(ctx, id, '1'), 'viewer'],
    ['discardDeadLetters', (ctx, id) => discardDeadLetters(ctx, id), 'viewer'],
    ['getBotWebhook', (ctx, id) => getBotWebhook(ctx, id), 'viewer'],
    ['renameBot', (ctx, id) => renameBot(ctx, id, { name: 'x' }), 'viewer'],
    ['startBot', (ctx, id) => startBot(ctx, id), 'viewer'],
    ['stopBot', (ctx, id) => stopBot(ctx, id), 'viewer'],
    ['verifyBot', (ctx, id) => verifyBot(ctx, id), 'viewer'],
    ['repairWebhook', (ctx, id) => repairWebhook(ctx, id), 'viewer'],
    ['setBotLimits', (ctx, id) => setBotLimits(ctx, id, { requestsPerSecond: 1 }), 'editor'],
    ['rotateBotToken', (ctx, id) => rotateBotToken(ctx, id, { token: 'x' }), 'editor'],
    ['exportBot', (ctx, id) => exportBot(ctx, id), 'editor'],
    ['deleteBot', (ctx, id) => deleteBot(ctx, id), 'editor'],
  ];

  test.each(verbs)(
    '%s refuses another tenant exactly as an absent bot, and a weaker role',
    async (_name, verb, weak) => {
      const { owner, bot } = await ownerWithBot();
      const stranger = await kit.signUp('stranger');
      const foreign = await verb(stranger, bot.id).catch((error: unknown) => error);
      const absent = await verb(stranger, 'bot_absent').catch((error: unknown) => error);
      expect(foreign).toMatchObject({ code: 'NOT_FOUND' });
      expect(String(foreign)).toBe(String(absent));
      expect(String(foreign)).not.toContain(bot.id);
      await expect(verb(stranger, 'bot_\u0000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      if (weak !== null) {
        await expect(verb(await kit.join(owner, weak), bot.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      }
    },
  );

  test('a list shows the own workspace only, page by page', async () => {
    const { owner, bot } = await ownerWithBot();
    const second = await createBot(owner, { token: await kit.newToken(owner) });
    const first = await listBots(owner, { limit: 1 });
    expect(first.items.map(({ id }) => id)).toEqual([second.id]);
    const rest = await listBots(owner, { limit: 1, cursor: first.nextCursor ?? '' });
    expect(rest.items.map(({ id }) => id)).toEqual([bot.id]);
    expect(rest.nextCursor).toBeNull();
    await expect(listBots(owner, { cursor: '$$$' })).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});

describe('running a bot', () => {
  test('start and stop say what is wanted, raise the revision and wake the manager', async () => {
    const { owner, bot } = await ownerWithBot();
    const client = await kit.database.pool.connect();
    const heard: string[] = [];
    client.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await client.query('listen dovecote_bots');
    const revision = async () =>
      (await kit.database.db.select({ revision: bots.revision }).from(bots).where(eq(bots.id, bot.id)))[0]?.revision;
    expect(await startBot(owner, bot.id)).toMatchObject({ desiredState: 'running', status: 'pending' });
    expect(await revision()).toBe(2);
    expect(await stopBot(owner, bot.id)).toMatchObject({ desiredState: 'stopped', status: 'stopped' });
    expect(await stopBot(owner, bot.id)).toMatchObject({ desiredState: 'stopped' });
    expect(await revision()).toBe(3);
    await client.query('select 1');
    expect(heard).toEqual([bot.id, bot.id]);
    client.release(true);
  });

  test('limits stay within the plan and remember who set them', async () => {
    const { owner, bot } = await ownerWithBot();
    const changed = await setBotLimits(owner, bot.id, { requestsPerSecond: 7, maxConcurrent: 2 });
    expect(changed.limits).toEqual({ requestsPerSecond: 7, maxConcurrent: 2, setBy: 'owner' });
    await expect(setBotLimits(owner, bot.id, { maxConcurrent: 257 })).rejects.toMatchObject({ code: 'PLAN_LIMIT' });
    await expect(setBotLimits(owner, bot.id, { maxConcurrent: 0 })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  test('verifies at Telegram and sends a test message', async () => {
    const { owner, bot } = await ownerWithBot();
    expect(bot.isVerified).toBe(false);
    await kit.services.sandbox?.sendMessage({ workspaceId: workspaceIdOf(owner), username: bot.username }, '/start');
    const chat = await kit.services.sandbox?.readChat(
      { workspaceId: workspaceIdOf(owner), username: bot.username },
      {},
    );
    const seen = await verifyBot(owner, bot.id, { chatId: chat?.person?.id ?? 0, text: 'Ping' });
    expect(seen).toMatchObject({ isVerified: true, telegram: { username: bot.username }, bot: { isVerified: true } });
    expect(seen.testMessage?.messageId).toBeGreaterThan(0);
    await expect(verifyBot(owner, bot.id, { chatId: 1, text: 'Ping' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });

  test('a new token must be of the same bot', async () => {
    const { owner, bot, token } = await ownerWithBot();
    const other = await kit.newToken(owner);
    await expect(rotateBotToken(owner, bot.id, { token: other })).rejects.toMatchObject({ code: 'TOKEN_MISMATCH' });
    const dead = `${bot.telegramId}:AA${'z'.repeat(33)}`;
    await expect(rotateBotToken(owner, bot.id, { token: dead })).rejects.toMatchObject({ code: 'TOKEN_REJECTED' });
    expect(await rotateBotToken(owner, bot.id, { token })).toMatchObject({ id: bot.id, isVerified: true });
  });

  test('a revoked token is reported once, told to the owner once, and a new token resumes', async () => {
    const { owner, bot, token } = await ownerWithBot();
    await startBot(owner, bot.id);
    const manager = systemContext(kit.services, 'req_manager');
    const report = { workspaceId: workspaceIdOf(owner), botId: bot.id, status: 'token_revoked' as const, cause: null };
    const outcomes = await Promise.all([reportBotStatus(manager, report), reportBotStatus(manager, report)]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const told = await kit.database.db
      .select()
      .from(mails)
      .where(eq(mails.workspaceId, workspaceIdOf(owner)));
    expect(told).toHaveLength(1);
    expect(told[0]?.body).toContain("your bot's token was revoked");
    expect(await getBot(owner, bot.id)).toMatchObject({ status: 'token_revoked', desiredState: 'running' });
    await stopBot(owner, bot.id);
    expect(await startBot(owner, bot.id)).toMatchObject({ status: 'token_revoked', desiredState: 'running' });
    expect(await rotateBotToken(owner, bot.id, { token })).toMatchObject({ status: 'pending' });
  });

  test('a late report does not undo what the owner asked for', async () => {
    const { owner, bot } = await ownerWithBot();
    const manager = systemContext(kit.services, 'req_manager');
    const report = { workspaceId: workspaceIdOf(owner), botId: bot.id, status: 'running' as const, cause: null };
    expect(await reportBotStatus(manager, report)).toBe(false);
    expect((await getBot(owner, bot.id)).status).toBe('stopped');
  });

  test('removing a bot leaves none of its rows or secrets', async () => {
    const { owner, bot } = await ownerWithBot();
    await deleteBot(owner, bot.id);
    await expect(getBot(owner, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await kit.database.db.select().from(botCredentials).where(eq(botCredentials.botId, bot.id))).toEqual([]);
  });
});
