import { mails } from '@dovecote/db/schema/mails';
import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, testPassword, userIdOf } from '../create-test-services.test-helper';
import { deliverMail } from '../mails/deliver-mail';
import { listMails } from '../mails/list-mails';
import type { OutgoingMail } from '../mails/mailer';
import { listSecurityEvents } from '../security/list-security-events';
import type { ServiceContext } from '../service-context';
import { authenticateUser } from './authenticate-user';
import { changeEmail } from './change-email';
import { checkSession } from './check-session';
import { createOneTimeLink } from './create-one-time-link';
import { createSession } from './create-session';
import { getMe } from './get-me';
import { redeemOneTimeLink } from './redeem-one-time-link';
import { registerUser } from './register-user';
import { requestPasswordReset } from './request-password-reset';
import { resendVerification } from './resend-verification';
import { resetPassword } from './reset-password';
import { verifyEmail } from './verify-email';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const sent: OutgoingMail[] = [];
const mailer = { send: async (mail: OutgoingMail) => void sent.push(mail) };
let networks = 0;

/** A visitor of a network of their own, where mails are sent. */
function visitor(): ServiceContext {
  networks += 1;
  const request = { ...kit.anonymous().request, ip: `198.51.${networks}.7`, loopbackOrigin: 'http://localhost:3000' };
  return { ...kit.anonymous(), mailer, request };
}

/** Delivers what waits for an address and answers the token of the newest link among it. */
async function tokenMailedTo(recipient: string): Promise<string> {
  const rows = await kit.database.db
    .select({ id: mails.id })
    .from(mails)
    .where(eq(mails.recipient, recipient))
    .orderBy(desc(mails.id));
  for (const { id } of rows) await deliverMail({ ...kit.services, mailer }, id);
  const texts = sent.filter(({ to }) => to === recipient).map(({ text }) => text);
  const tokens = texts.map((text) => /#(dv_link_[\w-]+)/.exec(text)?.[1]).filter((token) => token !== undefined);
  return tokens.at(-1) ?? '';
}

async function emailOf(ctx: ServiceContext): Promise<string> {
  return (await getMe(ctx)).email;
}

test('a reset link works once within half an hour, ends every session, and the old password is dead', async () => {
  const ctx = await kit.signUp('ria');
  const email = await emailOf(ctx);
  await requestPasswordReset(visitor(), { email });
  const token = await tokenMailedTo(email);
  const password = 'another-violet-kettle-9';
  await expect(resetPassword(visitor(), { token, password: 'short' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    fields: { password: expect.any(String) },
  });
  const tries = await Promise.allSettled([1, 2, 3].map(() => resetPassword(visitor(), { token, password })));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const live = await kit.database.db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userIdOf(ctx)));
  for (const { id } of live) expect(await checkSession(kit.services, id)).toBeNull();
  await expect(authenticateUser(visitor(), { email, password: testPassword })).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
  });
  expect((await authenticateUser(visitor(), { email, password })).email).toBe(email);
  expect((await listSecurityEvents(ctx)).items.map(({ kind }) => kind)).toContain('password_reset');
});

test('a reset link is void after 30 minutes, outlives a stranger who asks for another, and is no sign-in link', async () => {
  const ctx = await kit.signUp('rob');
  const email = await emailOf(ctx);
  await requestPasswordReset(visitor(), { email });
  const old = await tokenMailedTo(email);
  await requestPasswordReset(visitor(), { email });
  const token = await tokenMailedTo(email);
  expect(token).not.toBe(old);
  const reset = (with_: string) => resetPassword(visitor(), { token: with_, password: 'another-violet-kettle-9' });
  await expect(redeemOneTimeLink(visitor(), token)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  const { token: signIn } = await createOneTimeLink(kit.services, userIdOf(ctx));
  await expect(reset(signIn)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  await reset(old);
  await expect(reset(token)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  await requestPasswordReset(visitor(), { email });
  const late = await tokenMailedTo(email);
  kit.advance(31 * 60_000);
  await expect(reset(late)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
});

test('an unknown address is answered like a known one, and nobody is flooded with mails', async () => {
  const email = await emailOf(await kit.signUp('sue'));
  expect(await requestPasswordReset(visitor(), { email: 'nobody@example.com' })).toBeUndefined();
  const countMails = async () => await kit.database.db.$count(mails, eq(mails.recipient, email));
  const stranger = visitor();
  for (let round = 0; round < 8; round += 1) expect(await requestPasswordReset(stranger, { email })).toBeUndefined();
  expect(await countMails()).toBe(5);
  for (let round = 0; round < 40; round += 1) await requestPasswordReset(visitor(), { email });
  expect(await countMails()).toBe(30);
});

test('a new password ends a move to another address that a thief asked for, and its owner was told', async () => {
  const ctx = await kit.signUp('wanda');
  const email = await emailOf(ctx);
  await changeEmail({ ...ctx, mailer, request: visitor().request }, { email: 'thief@example.com' });
  expect(await kit.database.db.select().from(mails).where(eq(mails.recipient, email))).toHaveLength(1);
  const planted = await tokenMailedTo('thief@example.com');
  await requestPasswordReset(visitor(), { email });
  await resetPassword(visitor(), { token: await tokenMailedTo(email), password: 'another-violet-kettle-9' });
  await expect(verifyEmail(visitor(), { token: planted })).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
});

test('a sign-in under way while the password changes comes to nothing', async () => {
  const ctx = await kit.signUp('xena');
  const email = await emailOf(ctx);
  const recognised = await authenticateUser(visitor(), { email, password: testPassword });
  await requestPasswordReset(visitor(), { email });
  await resetPassword(visitor(), { token: await tokenMailedTo(email), password: 'another-violet-kettle-9' });
  await expect(createSession(visitor(), recognised, 'rest')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
});

test('an invitation nobody made gets one answer, whether the address has an account or not', async () => {
  const email = await emailOf(await kit.signUp('yuri'));
  const ask = (address: string) => registerUser(visitor(), { email: address, password: testPassword, invitation: 'x' });
  await expect(ask(email)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(ask('free-address@example.com')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the link lies sealed in the database, and is shown on the outbox page only where no mail is sent', async () => {
  const ctx = await kit.signUp('tim');
  const email = await emailOf(ctx);
  await requestPasswordReset(visitor(), { email });
  const token = await tokenMailedTo(email);
  const stored = JSON.stringify(await kit.database.db.select().from(mails));
  expect(token).toMatch(/^dv_link_/);
  expect(stored).not.toContain(token);
  expect((await listMails(ctx)).items[0]?.body).toContain(`http://localhost:3000/reset-password#${token}`);
  expect((await listMails({ ...ctx, mailer })).items[0]?.body).not.toContain(token);
});

test('where mails are sent an account sleeps until its address is proven', async () => {
  const email = 'una@example.com';
  const { user } = await registerUser(visitor(), { email, password: testPassword });
  const { sessionId } = await createSession(visitor(), user, 'rest');
  expect(await checkSession(kit.services, sessionId)).toBeNull();
  const signIn = () => authenticateUser(visitor(), { email, password: testPassword });
  await expect(signIn()).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  const first = await tokenMailedTo(email);
  await resendVerification(visitor(), { email });
  const token = await tokenMailedTo(email);
  await expect(verifyEmail(visitor(), { token: first })).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  expect(await verifyEmail(visitor(), { token })).toEqual({ email });
  expect((await checkSession(kit.services, sessionId))?.userId).toBe(user.id);
  expect((await signIn()).id).toBe(user.id);
});

test('an account moves to an address that was proven, and the former one is told', async () => {
  const ctx = await kit.signUp('vic');
  const former = await emailOf(ctx);
  await changeEmail({ ...ctx, mailer }, { email: 'vic-moved@example.com' });
  expect(await emailOf(ctx)).toBe(former);
  await verifyEmail(visitor(), { token: await tokenMailedTo('vic-moved@example.com') });
  expect(await emailOf(ctx)).toBe('vic-moved@example.com');
  await tokenMailedTo(former);
  expect(sent.filter(({ to }) => to === former).map(({ subject }) => subject)).toContain(
    'Your account moved to another e-mail address',
  );
});

test('a taken address gets no mail to move to, and one taken meanwhile is refused', async () => {
  const ctx = await kit.signUp('wes');
  const taken = await emailOf(await kit.signUp('xan'));
  await changeEmail(ctx, { email: taken });
  expect(await kit.database.db.select().from(mails).where(eq(mails.recipient, taken))).toEqual([]);
  await changeEmail(ctx, { email: 'race@example.com' });
  const token = await tokenMailedTo('race@example.com');
  await registerUser(kit.anonymous(), { email: 'race@example.com', password: testPassword });
  await expect(verifyEmail(visitor(), { token })).rejects.toMatchObject({ code: 'EMAIL_IN_USE' });
});

test('an invitation nobody made lets nobody in, and leaves no account behind', async () => {
  const ctx = { ...kit.anonymous(), settings: { ...kit.services.settings, signup: 'invite' as const } };
  const input = { email: 'guest@example.com', password: testPassword, invitation: 'dv_invite_made-up' };
  await expect(registerUser(ctx, input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await kit.database.db.select().from(users).where(eq(users.email, input.email))).toEqual([]);
});
