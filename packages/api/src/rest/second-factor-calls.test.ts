import { testPassword } from '@dovecote/services/create-test-services.test-helper';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(async () => await api.close());

const minuteMs = 60_000;
const codeOf = (secret: string) => {
  api.kit.advance(30_000);
  return new TOTP({ secret }).generate({ timestamp: api.kit.services.clock().getTime() });
};

test('a second factor by REST: enrol, sign in with a code and with a recovery code, remove', async () => {
  const person = await api.register();
  const signIn = (otp?: string) =>
    api.call('POST', '/auth/login', { email: person.email, password: testPassword, otp });
  const begun = await person.call('POST', '/me/second-factor/authenticator');
  expect(begun).toMatchObject({ status: 201, body: { url: expect.stringMatching(/^otpauth:\/\/totp\//) } });
  expect((await signIn()).status).toBe(200);
  const wrong = await person.call('POST', '/me/second-factor/authenticator/confirm', { otp: '000000' });
  expect(wrong).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS', fields: { otp: 'is wrong' } } });
  const { secret } = begun.body;
  const confirmed = await person.call('POST', '/me/second-factor/authenticator/confirm', { otp: codeOf(secret) });
  expect(confirmed.body.recoveryCodes).toHaveLength(10);
  expect(await signIn()).toMatchObject({ status: 401, body: { code: 'OTP_REQUIRED' } });
  expect(await signIn('123456')).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  const otp = codeOf(secret);
  expect((await signIn(otp)).status).toBe(200);
  expect((await signIn(otp)).body.code).toBe('INVALID_CREDENTIALS');
  const [code] = confirmed.body.recoveryCodes;
  expect((await signIn(code)).status).toBe(200);
  expect((await signIn(code)).body.code).toBe('INVALID_CREDENTIALS');
  const me = await person.call('GET', '/me/second-factor');
  expect(me.body).toMatchObject({ recoveryCodesLeft: 9, isPassed: true, passkeys: [] });
  expect(JSON.stringify(me.body)).not.toContain(secret);
  expect((await person.call('DELETE', '/me/second-factor/authenticator')).status).toBe(204);
  expect((await signIn()).status).toBe(200);
});

test('who registers may at once rotate, export and erase; after five minutes only with a proof', async () => {
  const person = await api.register();
  const { body: born } = await person.call('POST', '/sandbox/bots', {});
  const { body: bot } = await person.call('POST', '/bots', { token: born.token });
  expect((await person.call('POST', `/bots/${bot.id}/rotate-token`, { token: born.token })).status).toBe(200);
  expect((await person.call('POST', '/me/export')).status).toBe(200);
  api.kit.advance(6 * minuteMs);
  for (const [method, path, body] of [
    ['POST', `/bots/${bot.id}/rotate-token`, { token: born.token }],
    ['POST', '/me/export', undefined],
    ['DELETE', '/me', undefined],
    ['POST', '/me/second-factor/authenticator', undefined],
    ['POST', '/me/email', { email: 'elsewhere@example.com' }],
  ] as const) {
    expect(await person.call(method, path, body)).toMatchObject({ status: 403, body: { code: 'STEP_UP_REQUIRED' } });
  }
  expect((await person.call('POST', '/auth/step-up', {})).status).toBe(422);
  expect((await person.call('POST', '/auth/step-up', { password: 'no' })).body.code).toBe('INVALID_CREDENTIALS');
  const stepped = await person.call('POST', '/auth/step-up', { password: testPassword });
  expect(stepped).toMatchObject({ status: 200, body: { until: expect.any(String) } });
  expect((await person.call('POST', '/me/export')).status).toBe(200);
  expect((await person.call('DELETE', '/me')).status).toBe(204);
});

test('a refreshed token does not count as a proof', async () => {
  const person = await api.register();
  api.kit.advance(6 * minuteMs);
  const { body } = await api.call('POST', '/auth/refresh', { refreshToken: person.refreshToken });
  const asRefreshed = { authorization: `Bearer ${body.accessToken}` };
  expect((await api.call('DELETE', '/me', undefined, asRefreshed)).body.code).toBe('STEP_UP_REQUIRED');
});

test('forgotten passwords and confirmations are answered alike for known and unknown addresses', async () => {
  const { email } = await api.register();
  for (const path of ['/auth/forgot-password', '/auth/resend-verification']) {
    const [known, unknown] = await Promise.all(
      [email, 'nobody@example.com'].map((asked) => api.call('POST', path, { email: asked })),
    );
    expect([known?.status, unknown?.status, known?.body, unknown?.body]).toEqual([204, 204, null, null]);
  }
  for (const path of ['/auth/reset-password', '/auth/verify-email']) {
    const body = { token: 'dv_link_made-up', ...(path.includes('reset') && { password: 'violet-kettle-orbit-48' }) };
    expect(await api.call('POST', path, body)).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  }
});

test('all other sessions end with one call, and the feed tells', async () => {
  const person = await api.register();
  const other = await api.call('POST', '/auth/login', { email: person.email, password: testPassword });
  expect((await person.call('DELETE', '/me/sessions')).body).toEqual({ ended: 1 });
  const asOther = { authorization: `Bearer ${other.body.accessToken}` };
  expect((await api.call('GET', '/me', undefined, asOther)).status).toBe(401);
  const { body } = await person.call('GET', '/me/security-events?limit=2');
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['signed_out', 'sign_in']);
  const rest = await person.call('GET', `/me/security-events?cursor=${body.nextCursor}`);
  expect(rest.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['sign_in']);
});
