import { authenticators, recoveryCodes } from '@dovecote/db/schema/second-factors';
import { sessions } from '@dovecote/db/schema/sessions';
import { eq } from 'drizzle-orm';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, userIdOf } from '../create-test-services.test-helper';
import { listMails } from '../mails/list-mails';
import { createSession } from '../people/create-session';
import { proveSecondFactor } from '../people/prove-second-factor';
import { listSecurityEvents } from '../security/list-security-events';
import type { ServiceContext } from '../service-context';
import { beginAuthenticator } from './begin-authenticator';
import { confirmAuthenticator } from './confirm-authenticator';
import { getSecondFactor } from './get-second-factor';
import { removeAuthenticator } from './remove-authenticator';
import { renewRecoveryCodes } from './renew-recovery-codes';
import { acceptOneTimeCode } from './verify-one-time-code';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const stepMs = 30_000;
const codeOf = (secret: string, aheadMs = 0) =>
  new TOTP({ secret }).generate({ timestamp: kit.services.clock().getTime() + aheadMs });

async function enrol(ctx: ServiceContext) {
  const { secret, url, qr } = await beginAuthenticator(ctx);
  const { recoveryCodes: codes } = await confirmAuthenticator(ctx, { otp: codeOf(secret) });
  kit.advance(stepMs);
  return { secret, url, qr, codes };
}

/** Someone new, in the midst of a step, so that none ends while a test looks. */
async function person(name: string): Promise<ServiceContext> {
  kit.advance(stepMs + 5_000 - (kit.services.clock().getTime() % stepMs));
  return await kit.signUp(name);
}

test('an authenticator app counts after its first code, and its seed is read by nobody', async () => {
  const ctx = await person('ada');
  const { secret, url, qr } = await beginAuthenticator(ctx);
  expect(url).toContain(`secret=${secret}`);
  expect(qr).toMatch(/^data:image\/png;base64,/);
  expect(await proveSecondFactor(ctx, userIdOf(ctx), {})).toBe(false);
  await expect(confirmAuthenticator(ctx, { otp: '000000' })).rejects.toMatchObject({ code: 'INVALID_CREDENTIALS' });
  const { recoveryCodes: codes } = await confirmAuthenticator(ctx, { otp: codeOf(secret) });
  expect(new Set(codes).size).toBe(10);
  await expect(proveSecondFactor(ctx, userIdOf(ctx), {})).rejects.toMatchObject({ code: 'OTP_REQUIRED' });
  expect(await getSecondFactor(ctx)).toMatchObject({ recoveryCodesLeft: 10, passkeys: [] });
  await expect(beginAuthenticator(ctx)).rejects.toMatchObject({ code: 'CONFLICT' });
  const stored = JSON.stringify([
    await kit.database.db.select().from(authenticators),
    await kit.database.db.select().from(recoveryCodes),
  ]);
  for (const hidden of [secret, ...codes]) expect(stored).not.toContain(hidden);
  expect((await listMails(ctx)).items[0]?.subject).toMatch(/authenticator app was added/);
  expect((await listSecurityEvents(ctx)).items.map(({ kind }) => kind)).toContain('authenticator_added');
});

test('a code works once, also the one that confirmed the app, and a step to either side', async () => {
  const ctx = await person('bea');
  const { secret } = await beginAuthenticator(ctx);
  const first = codeOf(secret);
  await confirmAuthenticator(ctx, { otp: first });
  const id = userIdOf(ctx);
  expect(await acceptOneTimeCode(ctx, id, first)).toBe(false);
  expect(await acceptOneTimeCode(ctx, id, codeOf(secret, 2 * stepMs))).toBe(false);
  expect(await acceptOneTimeCode(ctx, id, codeOf(secret, stepMs))).toBe(true);
  kit.advance(stepMs);
  expect(await acceptOneTimeCode(ctx, id, codeOf(secret))).toBe(false);
});

test('a thousand right codes at once make one session', async () => {
  const ctx = await person('cleo');
  const { secret } = await enrol(ctx);
  const id = userIdOf(ctx);
  const otp = codeOf(secret);
  const user = { id, email: 'cleo@example.com', platformRole: 'user' as const };
  const before = await kit.database.db.select().from(sessions).where(eq(sessions.userId, id));
  const attempt = async () => {
    if (await acceptOneTimeCode(ctx, id, otp)) await createSession(ctx, user, 'rest', 'second_factor');
  };
  for (let wave = 0; wave < 10; wave += 1) await Promise.all(Array.from({ length: 100 }, attempt));
  const after = await kit.database.db.select().from(sessions).where(eq(sessions.userId, id));
  expect(after.length - before.length).toBe(1);
});

test('each recovery code works once in place of a code, and new ones void the old', async () => {
  const ctx = await person('dora');
  const { codes } = await enrol(ctx);
  const id = userIdOf(ctx);
  const [one = '', two = ''] = codes;
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => acceptOneTimeCode(ctx, id, one)));
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  expect(await acceptOneTimeCode(ctx, id, ` ${two.toUpperCase().replaceAll('-', ' ')} `)).toBe(true);
  expect((await getSecondFactor(ctx)).recoveryCodesLeft).toBe(8);
  const { recoveryCodes: fresh } = await renewRecoveryCodes(ctx);
  expect(await acceptOneTimeCode(ctx, id, codes[2] ?? '')).toBe(false);
  expect(await acceptOneTimeCode(ctx, id, fresh[0] ?? '')).toBe(true);
});

test('guesses at codes from many networks do not add up to a search', async () => {
  const ctx = await person('eve');
  const { secret } = await enrol(ctx);
  const id = userIdOf(ctx);
  const guesses = Array.from({ length: 300 }, async (_, index) => {
    const request = { ip: `198.51.${index % 250}.1`, userAgent: 'vitest', requestId: 'req_test' };
    const proving = proveSecondFactor({ ...ctx, request }, id, { otp: String(100_000 + index) });
    return await proving.catch((error: { code: string }) => error.code);
  });
  const codes = await Promise.all(guesses);
  expect(codes.filter((code) => code === 'INVALID_CREDENTIALS').length).toBeLessThanOrEqual(7);
  kit.advance(15 * 60_000);
  expect(await proveSecondFactor(ctx, id, { otp: codeOf(secret) })).toBe(true);
});

test('with the last factor no session has passed one, and recovery codes are gone', async () => {
  const ctx = await person('fay');
  const { codes } = await enrol(ctx);
  await removeAuthenticator(ctx);
  const [row] = await kit.database.db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userIdOf(ctx)));
  expect(row?.secondFactorAt).toBeNull();
  expect(await acceptOneTimeCode(ctx, userIdOf(ctx), codes[0] ?? '')).toBe(false);
  await expect(renewRecoveryCodes(ctx)).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(removeAuthenticator(ctx)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('another person’s factor cannot be touched, and a stale session must step up first', async () => {
  const ctx = await person('gil');
  await enrol(ctx);
  const other = await person('hal');
  await expect(removeAuthenticator(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  kit.advance(6 * 60_000);
  for (const act of [beginAuthenticator, removeAuthenticator, renewRecoveryCodes]) {
    await expect(act(ctx)).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' });
  }
});
