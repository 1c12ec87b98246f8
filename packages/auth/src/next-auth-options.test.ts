import { users } from '@dovecote/db/schema/users';
import { suspendUser } from '@dovecote/services/admin/suspend-user';
import {
  createTestServices,
  type TestServices,
  testPassword,
  userIdOf,
} from '@dovecote/services/create-test-services.test-helper';
import { createPlatformOwnerLink } from '@dovecote/services/people/create-platform-owner-link';
import { revokeSession } from '@dovecote/services/people/revoke-session';
import { eq } from 'drizzle-orm';
import type { Session } from 'next-auth';
import type { JWT } from 'next-auth/jwt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuth } from './create-auth';
import { createAuthOptions } from './next-auth-options';
import { proveMembership } from './prove-membership';
import { readSessionIdOfCookie, sealSessionCookie } from './session-cookie';

const settings = { authSecret: 'secret-of-the-auth-tests-0123456789', isSecure: false };

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

function optionsOf() {
  const auth = createAuth(kit.services, settings);
  const describeRequest = () => ({ ip: '203.0.113.7', userAgent: 'vitest', requestId: 'req_test' });
  return createAuthOptions({ ...settings, services: kit.services, auth, describeRequest, signInPath: '/sign-in' });
}

type Authorize = (credentials: object, req: object) => Promise<{ sessionId: string } | null>;

async function signIn(provider: string, credentials: object) {
  const found = optionsOf().providers.find((candidate) => (candidate.options as { id?: string }).id === provider);
  if (found === undefined) throw new Error(`There is no provider ${provider}.`);
  const { authorize } = found.options as { authorize: Authorize };
  return await authorize(credentials, { headers: {} });
}

async function readSession(sessionId: string): Promise<Session> {
  const session = { expires: '', sessionId: null, userId: null, platformRole: null };
  const token: JWT = { sessionId };
  const read = optionsOf().callbacks?.session as unknown as (input: object) => Promise<Session>;
  return await read({ session, token });
}

async function emailOf(userId: string): Promise<string> {
  const [user] = await kit.database.db.select().from(users).where(eq(users.id, userId));
  return user?.email ?? '';
}

test('a password sign-in makes a session row, whose end is felt on the next request', async () => {
  const ctx = await kit.signUp('ada');
  const signedIn = await signIn('credentials', { email: await emailOf(userIdOf(ctx)), password: testPassword });
  const sessionId = signedIn?.sessionId ?? '';
  expect(await readSession(sessionId)).toMatchObject({ sessionId, userId: userIdOf(ctx), platformRole: 'user' });
  await revokeSession(ctx, sessionId);
  expect(await readSession(sessionId)).toMatchObject({ sessionId: null, userId: null });
});

test('a suspended person is out on the next request and cannot come back', async () => {
  const ctx = await kit.signUp('ada');
  const credentials = { email: await emailOf(userIdOf(ctx)), password: testPassword };
  const signedIn = await signIn('credentials', credentials);
  await suspendUser(await kit.admin(), userIdOf(ctx), { reason: 'Fraud' });
  expect((await readSession(signedIn?.sessionId ?? '')).sessionId).toBeNull();
  await expect(signIn('credentials', credentials)).rejects.toThrow('FORBIDDEN');
});

test('a wrong password says no more than its code', async () => {
  const ctx = await kit.signUp('ada');
  const credentials = { email: await emailOf(userIdOf(ctx)), password: 'wrong-password-1' };
  await expect(signIn('credentials', credentials)).rejects.toThrow(/^INVALID_CREDENTIALS$/);
});

test('the platform owner gets in by a link once, within a day, and a newer link voids it', async () => {
  const ctx = kit.anonymous();
  const { token: old } = await createPlatformOwnerLink(ctx);
  const { token } = await createPlatformOwnerLink(ctx);
  await expect(signIn('one-time-link', { token: old })).rejects.toThrow('INVALID_CREDENTIALS');
  const signedIn = await signIn('one-time-link', { token });
  expect(await readSession(signedIn?.sessionId ?? '')).toMatchObject({ platformRole: 'owner' });
  await expect(signIn('one-time-link', { token })).rejects.toThrow('INVALID_CREDENTIALS');
  const { token: late } = await createPlatformOwnerLink(ctx);
  kit.advance(25 * 3_600_000);
  await expect(signIn('one-time-link', { token: late })).rejects.toThrow('INVALID_CREDENTIALS');
  kit.advance(-25 * 3_600_000);
});

test('a session cookie opens with its own secret only', async () => {
  const cookie = await sealSessionCookie('ses_1', settings);
  expect(await readSessionIdOfCookie(`other=1; ${cookie}`, settings)).toBe('ses_1');
  expect(await readSessionIdOfCookie(cookie, { ...settings, authSecret: 'another' })).toBeNull();
  expect(await readSessionIdOfCookie(`${cookie.slice(0, -4)}AAAA`, settings)).toBeNull();
  expect(await readSessionIdOfCookie(null, settings)).toBeNull();
});

test('membership is proved as it is now, and a foreign workspace is absent', async () => {
  const owner = await kit.signUp('owner');
  const editor = await kit.join(owner, 'editor');
  const stranger = await kit.signUp('stranger');
  const [actor, other] = [editor.actor, stranger.actor];
  if (actor.kind !== 'user' || other.kind !== 'user') throw new Error('Nobody is signed in.');
  const id = owner.workspace?.id ?? '';
  expect(await proveMembership(kit.services, actor, id)).toEqual({ id, role: 'editor' });
  await expect(proveMembership(kit.services, other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(proveMembership(kit.services, other, 'ws_\u0000')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
