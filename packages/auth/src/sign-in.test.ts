import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import {
  createTestServices,
  type TestServices,
  testPassword,
} from '@dovecote/services/create-test-services.test-helper';
import { checkSession } from '@dovecote/services/people/check-session';
import type { PasswordHasher } from '@dovecote/services/people/password-hasher';
import { revokeSession } from '@dovecote/services/people/revoke-session';
import { beginAuthenticator } from '@dovecote/services/second-factor/begin-authenticator';
import { confirmAuthenticator } from '@dovecote/services/second-factor/confirm-authenticator';
import { newSeed } from '@dovecote/services/second-factor/totp';
import { listSecurityEvents } from '@dovecote/services/security/list-security-events';
import type { ServiceContext } from '@dovecote/services/service-context';
import { eq } from 'drizzle-orm';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuth } from './create-auth';
import { createPasswordHasher } from './password';

const settings = { authSecret: 'secret-of-the-sign-in-tests-012345', isSecure: false };

let kit: TestServices;
let evaluations = 0;
let hasher: PasswordHasher;

beforeAll(async () => {
  kit = await createTestServices();
  const real = createPasswordHasher();
  hasher = {
    ...real,
    verify: async (hash, password) => {
      evaluations += 1;
      return await real.verify(hash, password);
    },
  };
});
afterAll(async () => await kit.close());

const from = (ip: string): ServiceContext => ({
  ...kit.anonymous(),
  passwordHasher: hasher,
  request: { ip, userAgent: 'vitest', requestId: 'req_test' },
});
const authOf = () => createAuth({ ...kit.services, passwordHasher: hasher }, settings);

let people = 0;

async function register(): Promise<{ email: string; userId: string; sessionCtx: ServiceContext }> {
  people += 1;
  const email = `signer${people}@example.com`;
  const { user } = await authOf().register(from('192.0.2.1'), { email, password: testPassword });
  const [session] = await kit.database.db.select().from(sessions).where(eq(sessions.userId, user.id));
  const actor = session === undefined ? null : await checkSession(kit.services, session.id);
  if (actor === null) throw new Error('Nobody is signed in.');
  return { email, userId: user.id, sessionCtx: { ...from('192.0.2.1'), actor } };
}

async function codesOf(attempts: Promise<unknown>[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const outcome of await Promise.allSettled(attempts)) {
    const code = outcome.status === 'fulfilled' ? 'OK' : outcome.reason.code;
    found.set(code, (found.get(code) ?? 0) + 1);
  }
  return found;
}

test('of a thousand wrong passwords at once a handful is evaluated, and the real person gets in meanwhile', async () => {
  const { email } = await register();
  const auth = authOf();
  evaluations = 0;
  const flood = codesOf(
    Array.from({ length: 1_000 }, (_, index) =>
      auth.signIn(from('203.0.113.66'), { email, password: `wrong-password-${index}` }),
    ),
  );
  const real = await auth.signIn(from('198.51.100.20'), { email, password: testPassword });
  expect(real.user.email).toBe(email);
  const outcome = await flood;
  expect(outcome.get('OK')).toBeUndefined();
  expect(evaluations - 1).toBe(outcome.get('INVALID_CREDENTIALS'));
  expect(evaluations - 1).toBeLessThanOrEqual(8);
});

test('a thousand addresses from one network cost its budget, whoever is asked for', async () => {
  const auth = authOf();
  evaluations = 0;
  const flood = Array.from({ length: 300 }, (_, index) =>
    auth.signIn(from('203.0.99.99'), { email: `nobody${index}@example.com`, password: 'wrong-password-1' }),
  );
  await codesOf(flood);
  expect(evaluations).toBe(100);
});

test('an unknown address costs as many hash evaluations as a known one, and gets the same answer', async () => {
  const { email } = await register();
  const auth = authOf();
  const answers: unknown[] = [];
  const counts: number[] = [];
  for (const [index, asked] of [email, 'nobody@example.com', email, 'no-one@example.com'].entries()) {
    evaluations = 0;
    const failing = auth.signIn(from(`198.51.${100 + index}.1`), { email: asked, password: 'wrong-password-1' });
    answers.push(await failing.catch(({ code, message, fields }) => ({ code, message, fields })));
    counts.push(evaluations);
  }
  expect(counts).toEqual([1, 1, 1, 1]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('a thousand revocations: no session is used after its end was answered', { timeout: 120_000 }, async () => {
  const { userId, sessionCtx } = await register();
  const ids = Array.from({ length: 1_000 }, (_, index) => `ses_race${index}`);
  const now = kit.services.clock();
  const expiresAt = new Date(now.getTime() + 3_600_000);
  const row = { userId, kind: 'rest' as const, createdAt: now, lastSeenAt: new Date(0), expiresAt };
  await kit.database.db.insert(sessions).values(ids.map((id) => ({ ...row, id })));
  let used = 0;
  const race = async (id: string) => {
    const meanwhile = Array.from({ length: 3 }, () => checkSession(kit.services, id));
    await revokeSession(sessionCtx, id);
    if ((await checkSession(kit.services, id)) !== null) used += 1;
    await Promise.all(meanwhile);
    if ((await checkSession(kit.services, id)) !== null) used += 1;
  };
  for (let wave = 0; wave < ids.length; wave += 20) await Promise.all(ids.slice(wave, wave + 20).map(race));
  expect(used).toBe(0);
});

test('with a second factor a password alone gets OTP_REQUIRED, and only the right one', async () => {
  const { email, userId, sessionCtx } = await register();
  const { secret } = await beginAuthenticator(sessionCtx);
  const codeAt = (aheadMs: number) =>
    new TOTP({ secret }).generate({ timestamp: kit.services.clock().getTime() + aheadMs });
  const { recoveryCodes } = await confirmAuthenticator(sessionCtx, { otp: codeAt(0) });
  const auth = authOf();
  const attempt = (password: string, otp?: string) => auth.signIn(from('198.51.100.30'), { email, password, otp });
  await expect(attempt('wrong-password-1')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  await expect(attempt(testPassword)).rejects.toMatchObject({ code: 'OTP_REQUIRED' });
  await expect(attempt(testPassword, '000000')).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  const otherSeed = new TOTP({ secret: newSeed() }).generate();
  await expect(attempt(testPassword, otherSeed)).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  const byCode = await attempt(testPassword, codeAt(30_000));
  expect((await auth.resolveBearer(`Bearer ${byCode.accessToken}`))?.hasSecondFactor).toBe(true);
  expect((await attempt(testPassword, recoveryCodes[0])).user.id).toBe(userId);
  const kinds = (await listSecurityEvents(sessionCtx)).items.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['sign_in', 'sign_in_failed', 'recovery_code_used']));
});

test('where mails are sent, a taken address is answered like a free one, and no token works before the proof', async () => {
  const { email: taken } = await register();
  const mailer = { send: async () => {} };
  const auth = createAuth({ ...kit.services, mailer }, settings);
  const ctx = { ...from('198.51.100.40'), mailer };
  const shapes: unknown[] = [];
  for (const email of [taken, 'fresh-one@example.com']) {
    const answer = await auth.register(ctx, { email, password: testPassword, name: 'Someone' });
    shapes.push(JSON.stringify(answer).replaceAll(/"[^"]*":"[^"]*"/g, (pair) => `${pair.split(':')[0]}`));
    await expect(auth.resolveBearer(`Bearer ${answer.accessToken}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(auth.refresh(ctx, answer.refreshToken)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const signIn = auth.signIn(ctx, { email, password: `${testPassword}${email === taken ? '-no' : ''}` });
    await expect(signIn).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  }
  expect(shapes[0]).toEqual(shapes[1]);
  const [fresh] = await kit.database.db.select().from(users).where(eq(users.email, 'fresh-one@example.com'));
  expect(fresh?.awaitsVerification).toBe(true);
});

test('a device not seen before is told, a known one is not', async () => {
  const { email, sessionCtx } = await register();
  const auth = authOf();
  await auth.signIn(from('198.51.100.50'), { email, password: testPassword });
  const newDevices = async () =>
    (await listSecurityEvents(sessionCtx)).items.filter(({ kind }) => kind === 'new_device').length;
  expect(await newDevices()).toBe(0);
  const stranger = { ...from('198.51.100.51'), request: { ip: '198.51.100.51', userAgent: 'other', requestId: 'r' } };
  await auth.signIn(stranger, { email, password: testPassword });
  await auth.signIn(stranger, { email, password: testPassword });
  expect(await newDevices()).toBe(1);
});
