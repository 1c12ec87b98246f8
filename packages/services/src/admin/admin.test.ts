import { mails } from '@dovecote/db/schema/mails';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { getBot } from '../bots/get-bot';
import { getUpdateTrace } from '../bots/get-update-trace';
import { listBotEvents } from '../bots/list-bot-events';
import { listOpenLooks } from '../bots/list-open-looks';
import { reportBotStatus } from '../bots/report-bot-status';
import { rotateBotToken } from '../bots/rotate-bot-token';
import { setBotLimits } from '../bots/set-bot-limits';
import { startBot } from '../bots/start-bot';
import { stopBot } from '../bots/stop-bot';
import { createTestServices, type TestServices, userIdOf, workspaceIdOf } from '../create-test-services.test-helper';
import { listBotModules } from '../modules/list-bot-modules';
import { systemContext } from '../service-context';
import { accessBot } from './access-bot';
import { activateBot } from './activate-bot';
import { changeWorkspacePlan } from './change-workspace-plan';
import { endAccess } from './end-access';
import { getAnyBot } from './get-any-bot';
import { listUsers } from './list-users';
import { setBotLimitsAsAdmin } from './set-bot-limits-as-admin';
import { suspendBot } from './suspend-bot';
import { suspendUser } from './suspend-user';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

async function ownerWithBot() {
  const owner = await kit.signUp('owner');
  return { owner, bot: await createBot(owner, { token: await kit.newToken(owner) }) };
}

test('a look inside is read-only, ends by itself, and the owner learns of it', async () => {
  const { owner, bot } = await ownerWithBot();
  const admin = await kit.admin();
  await expect(listBotModules(admin, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await accessBot(admin, bot.id, { reason: 'Ticket 42' });
  expect((await listBotModules(admin, bot.id)).length).toBeGreaterThan(0);
  expect((await getAnyBot(admin, bot.id)).accessExpiresAt).not.toBeNull();
  await expect(startBot(admin, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(getUpdateTrace(admin, bot.id, '1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const events = await listBotEvents(owner, bot.id);
  expect(events.items[0]).toMatchObject({
    action: 'bot.accessed_by_admin',
    reason: 'Ticket 42',
    actor: { kind: 'platform_admin', name: null },
  });
  expect(events.items.at(-1)).toMatchObject({ action: 'bot.created', actor: { kind: 'member' } });
  const told = await kit.database.db
    .select()
    .from(mails)
    .where(eq(mails.userId, userIdOf(owner)));
  expect(told[0]?.body).toContain('Ticket 42');
  kit.advance(31 * 60_000);
  await expect(listBotModules(admin, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an open look is shown to the workspace with its reason, and one that its admin ended is over at once', async () => {
  const { owner, bot } = await ownerWithBot();
  const admin = await kit.admin();
  await accessBot(admin, bot.id, { reason: 'Ticket 44' });
  expect(await listOpenLooks(owner, bot.id)).toMatchObject([{ reason: 'Ticket 44', isMine: false }]);
  expect(await listOpenLooks(admin, bot.id)).toMatchObject([{ reason: 'Ticket 44', isMine: true }]);
  await endAccess(await kit.admin(), bot.id);
  expect(await listOpenLooks(owner, bot.id)).toHaveLength(1);
  await endAccess(admin, bot.id);
  expect(await listOpenLooks(owner, bot.id)).toEqual([]);
  await expect(listBotModules(admin, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await listBotEvents(owner, bot.id)).items[0]).toMatchObject({ action: 'bot.admin_access_ended' });
});

test('another admin does not share the look inside', async () => {
  const { bot } = await ownerWithBot();
  await accessBot(await kit.admin(), bot.id, { reason: 'Ticket 43' });
  await expect(listBotModules(await kit.admin(), bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('an activated bot goes back to what its owner wants by then', async () => {
  const { owner, bot } = await ownerWithBot();
  const admin = await kit.admin();
  await startBot(owner, bot.id);
  await suspendBot(admin, bot.id, { reason: 'Spam' });
  expect(await stopBot(owner, bot.id)).toMatchObject({ status: 'suspended', desiredState: 'stopped' });
  expect(await activateBot(admin, bot.id, { reason: 'Cleared' })).toMatchObject({
    status: 'stopped',
    statusReason: expect.any(String),
  });
  expect((await getBot(owner, bot.id)).statusReason).not.toContain('Spam');
});

test('a bot whose token was refused is not tried again because it was suspended meanwhile, but with another token', async () => {
  const owner = await kit.signUp('owner');
  const admin = await kit.admin();
  const token = await kit.newToken(owner);
  const bot = await createBot(owner, { token });
  await startBot(owner, bot.id);
  const report = { workspaceId: workspaceIdOf(owner), botId: bot.id, cause: { code: 'token_refused' } } as const;
  await reportBotStatus(systemContext(kit.services, 'req_manager'), { ...report, status: 'token_revoked' });
  const suspend = () => suspendBot(admin, bot.id, { reason: 'Spam' });
  const activate = () => activateBot(admin, bot.id, { reason: 'Cleared' });
  await suspend();
  expect(await suspend()).toMatchObject({ status: 'suspended', statusReason: 'Suspended by a platform admin: Spam' });
  expect(await activate()).toMatchObject({ status: 'token_revoked', cause: { code: 'token_refused' } });
  await suspend();
  await rotateBotToken(owner, bot.id, { token });
  expect(await activate()).toMatchObject({ status: 'pending', cause: null });
});

test("a plan moves the limits it set, cuts the owner's, and leaves an admin's", async () => {
  const owner = await kit.signUp('owner');
  const admin = await kit.admin();
  const [byPlan, byOwner, byAdmin] = await Promise.all(
    [1, 2, 3].map(async () => await createBot(owner, { token: await kit.newToken(owner) })),
  );
  await setBotLimits(owner, byOwner?.id ?? '', { requestsPerSecond: 90, maxConcurrent: 2 });
  await setBotLimitsAsAdmin(admin, byAdmin?.id ?? '', { requestsPerSecond: 5000, reason: 'Black Friday' });
  await changeWorkspacePlan(admin, workspaceIdOf(owner), { plan: 'free', reason: 'Trial over' });
  const limitsOf = async (id: string | undefined) => (await getBot(owner, id ?? '')).limits;
  expect(await limitsOf(byPlan?.id)).toEqual({ requestsPerSecond: 5, maxConcurrent: 3, setBy: 'plan' });
  expect(await limitsOf(byOwner?.id)).toEqual({ requestsPerSecond: 10, maxConcurrent: 2, setBy: 'owner' });
  expect(await limitsOf(byAdmin?.id)).toMatchObject({ requestsPerSecond: 5000, setBy: 'admin' });
  const seen = await getAnyBot(admin, byPlan?.id ?? '');
  expect(seen.workspace).toMatchObject({ plan: 'free', planTitle: 'Free' });
});

test('an admin cannot suspend an admin; the owner of the platform can', async () => {
  const admin = await kit.admin();
  const peer = await kit.admin();
  const suspending = suspendUser(admin, userIdOf(peer), { reason: 'Rivalry' });
  await expect(suspending).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const platformOwner = await kit.admin('owner');
  expect((await suspendUser(platformOwner, userIdOf(peer), { reason: 'Left us' })).suspendedReason).toBe('Left us');
});

test('people are found by a part of their address, with % meaning itself', async () => {
  const admin = await kit.admin();
  await kit.signUp('needle');
  expect((await listUsers(admin, { q: 'needle' })).items).toMatchObject([{ workspaces: [{ role: 'owner', bots: 0 }] }]);
  expect((await listUsers(admin, { q: '%' })).items).toEqual([]);
});
