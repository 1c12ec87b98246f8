import { mails } from '@dovecote/db/schema/mails';
import { workIntents } from '@dovecote/db/schema/schedules';
import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import {
  createTestServices,
  type TestServices,
  testPassword,
  userIdOf,
  workspaceIdOf,
} from '../create-test-services.test-helper';
import { deliverMail, shownOnly } from '../mails/deliver-mail';
import { listMails } from '../mails/list-mails';
import type { OutgoingMail } from '../mails/mailer';
import { queueMail } from '../mails/queue-mail';
import { listMembers } from '../workspaces/list-members';
import { authenticateUser } from './authenticate-user';
import { createPlatformOwnerLink } from './create-platform-owner-link';
import { createSession } from './create-session';
import { deleteMe } from './delete-me';
import { ensurePlatformOwner } from './ensure-platform-owner';
import { getMe } from './get-me';
import { redeemOneTimeLink } from './redeem-one-time-link';
import { registerUser } from './register-user';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

test.each(['closed', 'invite'] as const)('nobody signs up while sign-up is %s', async (signup) => {
  const ctx = { ...kit.anonymous(), settings: { ...kit.services.settings, signup } };
  const registering = registerUser(ctx, { email: 'a@example.com', password: testPassword });
  await expect(registering).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('two sign-ups with one address at once make one account', async () => {
  const input = { email: 'twin@example.com', password: testPassword };
  const outcomes = await Promise.allSettled([
    registerUser(kit.anonymous(), input),
    registerUser(kit.anonymous(), input),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

const owners = () => kit.database.db.select().from(users).where(eq(users.platformRole, 'owner'));
const admin = { email: 'root@example.com', password: 'granite-otter-lamp-9' };

test('several starts at once make one platform owner', async () => {
  const ensured = await Promise.all([1, 2, 3].map(() => ensurePlatformOwner(kit.anonymous(), admin)));
  expect(new Set(ensured.map(({ id }) => id)).size).toBe(1);
  expect(ensured.map(({ ignored }) => ignored)).toEqual([null, null, null]);
  expect(await owners()).toHaveLength(1);
});

test('an owner who never signed in gets the address and the password of a later start, and the old link is void', async () => {
  const { token } = await createPlatformOwnerLink(kit.anonymous());
  const later = { email: 'later@example.com', password: 'basalt-heron-tray-4' };
  expect(await ensurePlatformOwner(kit.anonymous(), later)).toMatchObject({ ignored: null });
  expect(await owners()).toMatchObject([{ email: later.email }]);
  expect((await authenticateUser(kit.anonymous(), later)).platformRole).toBe('owner');
  await expect(authenticateUser(kit.anonymous(), admin)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  await expect(redeemOneTimeLink(kit.anonymous(), token)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
});

test('another account is not taken over for the owner', async () => {
  const [before] = await owners();
  await registerUser(kit.anonymous(), { email: 'somebody@example.com', password: testPassword });
  const taken = await ensurePlatformOwner(kit.anonymous(), { ...admin, email: 'somebody@example.com' });
  expect(taken).toEqual({ id: before?.id, ignored: 'address_taken' });
  expect(await owners()).toEqual([before]);
});

test('an owner who has signed in stays, also after their session is swept', async () => {
  const { token } = await createPlatformOwnerLink(kit.anonymous());
  await createSession(kit.anonymous(), await redeemOneTimeLink(kit.anonymous(), token), 'web', 'link');
  const [before] = await owners();
  await kit.database.db.delete(sessions).where(eq(sessions.userId, before?.id ?? ''));
  const given = await ensurePlatformOwner(kit.anonymous(), admin);
  expect(given).toEqual({ id: before?.id, ignored: 'has_signed_in' });
  expect(await owners()).toEqual([before]);
  const own = { email: 'later@example.com', password: 'basalt-heron-tray-4' };
  expect(await ensurePlatformOwner(kit.anonymous(), own)).toMatchObject({ ignored: null });
});

test('the members of a workspace are seen from within only', async () => {
  const owner = await kit.signUp('owner');
  const viewer = await kit.join(owner, 'viewer');
  expect((await listMembers(viewer, workspaceIdOf(owner))).map(({ role }) => role)).toEqual(['owner', 'viewer']);
  const stranger = await kit.signUp('stranger');
  await expect(listMembers(stranger, workspaceIdOf(owner))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('leaving keeps a workspace that has another owner, and destroys the keys of one that has none', async () => {
  const first = await kit.signUp('first');
  const second = await kit.join(first, 'owner');
  const bot = await createBot(first, { token: await kit.newToken(first) });
  await deleteMe(first);
  expect((await getMe(second)).workspaces.map(({ id }) => id)).toContain(workspaceIdOf(first));
  await deleteMe(second);
  const left = await kit.database.db
    .select()
    .from(workspaces)
    .where(eq(workspaces.id, workspaceIdOf(first)));
  expect(left).toEqual([]);
  expect(
    await kit.database.db
      .select()
      .from(members)
      .where(eq(members.userId, userIdOf(second))),
  ).toEqual([]);
  const { rows } = await kit.database.pool.query('select state, wrapped from data_keys where workspace_id = $1', [
    workspaceIdOf(first),
  ]);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toEqual({ state: 'destroyed', wrapped: '' });
  expect(bot.id).toMatch(/^bot_/);
});

test('an account’s keys are destroyed before Telegram is told, of all its bots at once', async () => {
  const owner = await kit.signUp('leaver');
  const tokens = [await kit.newToken(owner), await kit.newToken(owner)];
  for (const token of tokens) await createBot(owner, { token });
  const control = async (token: string, path: string, rules?: object[]) =>
    await fetch(`${kit.sandboxRoot}/control/bots/${token.split(':')[0]}${path}`, {
      method: rules ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${kit.controlToken}`, 'content-type': 'application/json' },
      ...(rules && { body: JSON.stringify({ rules }) }),
    });
  const looks = async (token: string) => {
    const { calls } = (await (await control(token, '/calls')).json()) as { calls: { method: string }[] };
    return calls.filter(({ method }) => method === 'getWebhookInfo').length;
  };
  const before = await Promise.all(tokens.map(looks));
  const flood = { method: 'getWebhookInfo', count: 1, kind: '429', retryAfter: 4 };
  for (const token of tokens) await control(token, '/faults', [flood]);
  const ended: string[] = [];
  const erasing = deleteMe(owner).then(() => ended.push('erasing'));
  await eventually(async () => {
    expect(await Promise.all(tokens.map(looks))).toEqual(before.map((count) => count + 1));
  });
  const { rows } = await kit.database.pool.query('select distinct state from data_keys where workspace_id = $1', [
    workspaceIdOf(owner),
  ]);
  expect(rows).toEqual([{ state: 'destroyed' }]);
  expect(ended).toEqual([]);
  await erasing;
});

test('a mail is queued with its intent, delivered once, and shown to its person only', async () => {
  const ctx = await kit.signUp('reader');
  const mail = { userId: userIdOf(ctx), workspaceId: null, recipient: 'r@example.com', subject: 'Hello', body: 'Text' };
  const id = await kit.database.db.transaction(async (tx) => await queueMail(tx, ctx, mail));
  const intents = await kit.database.db.select().from(workIntents).where(eq(workIntents.subjectId, id));
  expect(intents).toMatchObject([{ kind: 'mail.deliver' }]);
  await deliverMail(ctx, id);
  expect((await listMails(ctx)).items).toMatchObject([{ id, sentAt: null, error: shownOnly }]);
  const sent: OutgoingMail[] = [];
  const withServer = { ...ctx, mailer: { send: async (outgoing: OutgoingMail) => void sent.push(outgoing) } };
  await deliverMail(withServer, id);
  await deliverMail(withServer, id);
  expect(sent).toEqual([{ to: 'r@example.com', subject: 'Hello', text: 'Text' }]);
  expect((await listMails(await kit.signUp('stranger'))).items).toEqual([]);
});

test('a mail server that refuses leaves the mail open and says why', async () => {
  const ctx = await kit.signUp('reader');
  const mail = { userId: userIdOf(ctx), workspaceId: null, recipient: 'r@example.com', subject: 'Hello', body: 'Text' };
  const id = await kit.database.db.transaction(async (tx) => await queueMail(tx, ctx, mail));
  const mailer = { send: async () => await Promise.reject(new Error('550 no such mailbox')) };
  await expect(deliverMail({ ...ctx, mailer }, id)).rejects.toThrow('550');
  const [row] = await kit.database.db.select().from(mails).where(eq(mails.id, id));
  expect(row).toMatchObject({ sentAt: null, error: '550 no such mailbox' });
});
