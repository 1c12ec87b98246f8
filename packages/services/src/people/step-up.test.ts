import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessBot } from '../admin/access-bot';
import { listUsers } from '../admin/list-users';
import { createBot } from '../bots/create-bot';
import { exportBot } from '../bots/export-bot';
import { rotateBotToken } from '../bots/rotate-bot-token';
import { createTestServices, type TestServices, testPassword, userIdOf } from '../create-test-services.test-helper';
import { exportPerson } from '../engagement/export-person';
import { createLiveHub } from '../live/live-hub';
import { watchChanges } from '../live/watch-changes';
import { beginAuthenticator } from '../second-factor/begin-authenticator';
import { confirmAuthenticator } from '../second-factor/confirm-authenticator';
import { listUserSecurityEvents } from '../security/list-security-events';
import type { ServiceContext } from '../service-context';
import { checkSession } from './check-session';
import { createSession } from './create-session';
import { deleteMe } from './delete-me';
import { exportMe } from './export-me';
import { getMe } from './get-me';
import { listSessions } from './list-sessions';
import { revokeOtherSessions } from './revoke-other-sessions';
import { stepUp } from './step-up';
import { updateMe } from './update-me';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const minuteMs = 60_000;

/** The same session on its next request. */
async function again(ctx: ServiceContext): Promise<ServiceContext> {
  const actor = ctx.actor.kind === 'user' ? await checkSession(kit.services, ctx.actor.sessionId) : null;
  if (actor === null) throw new Error('The session is over.');
  return { ...ctx, actor };
}

async function codeOf(ctx: ServiceContext, secret: string): Promise<string> {
  kit.advance(30_000);
  return new TOTP({ secret }).generate({ timestamp: ctx.clock().getTime() });
}

test('sensitive acts want a sign-in or a proof within five minutes', async () => {
  const ctx = await kit.signUp('amy');
  const bot = await createBot(ctx, { token: await kit.newToken(ctx) });
  const acts = [
    () => exportMe(ctx),
    () => exportBot(ctx, bot.id),
    () => exportPerson(ctx, bot.id, '12'),
    () => rotateBotToken(ctx, bot.id, { token: '1:x' }),
    () => deleteMe(ctx),
  ];
  expect(await exportMe(ctx)).toMatchObject({ format: 'dovecote.account.v1' });
  kit.advance(6 * minuteMs);
  for (const act of acts) await expect(act()).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' });
  await expect(stepUp(ctx, { password: 'wrong-password-1' })).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
    fields: { password: 'is wrong' },
  });
  await stepUp(ctx, { password: testPassword });
  expect(await exportBot(await again(ctx), bot.id)).toMatchObject({ format: 'dovecote.bot.v1' });
  kit.advance(6 * minuteMs);
  await expect(again(ctx).then(exportMe)).rejects.toMatchObject({ code: 'STEP_UP_REQUIRED' });
});

test('a foreign bot is absent before anything is asked for', async () => {
  const bot = await kit.signUp('bo').then(async (ctx) => await createBot(ctx, { token: await kit.newToken(ctx) }));
  const stranger = await kit.signUp('stranger');
  kit.advance(6 * minuteMs);
  await expect(exportBot(stranger, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('with a second factor a password does not step up, a code does', async () => {
  const ctx = await kit.signUp('cat');
  const { secret } = await beginAuthenticator(ctx);
  await confirmAuthenticator(ctx, { otp: await codeOf(ctx, secret) });
  kit.advance(6 * minuteMs);
  await expect(stepUp(ctx, { password: testPassword })).rejects.toMatchObject({ code: 'OTP_REQUIRED' });
  await stepUp(ctx, { otp: await codeOf(ctx, secret) });
  expect(await exportMe(await again(ctx))).toMatchObject({ format: 'dovecote.account.v1' });
});

test('whoever sits at an open session cannot search for its password', async () => {
  const ctx = await kit.signUp('dan');
  const guesses = Array.from({ length: 40 }, (_, index) =>
    stepUp(ctx, { password: `wrong-password-${index}` }).catch((error: { code: string }) => error.code),
  );
  const codes = await Promise.all(guesses);
  expect(codes.filter((code) => code === 'INVALID_CREDENTIALS').length).toBeLessThanOrEqual(7);
  const change = updateMe(ctx, { password: 'another-violet-kettle-9', currentPassword: testPassword });
  await expect(change).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

test('where admins need a second factor, nothing of theirs opens before the session passed one', async () => {
  const admin = await kit.admin();
  const settings = { ...kit.services.settings, requireAdmin2fa: true };
  const strict = (ctx: ServiceContext) => ({ ...ctx, settings });
  const owner = await kit.signUp('eli');
  const bot = await createBot(owner, { token: await kit.newToken(owner) });
  await expect(listUsers(strict(admin))).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
  await expect(accessBot(strict(admin), bot.id, { reason: 'a look' })).rejects.toMatchObject({
    code: 'SECOND_FACTOR_REQUIRED',
  });
  await expect(listUsers(strict(owner))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const { secret } = await beginAuthenticator(admin);
  await confirmAuthenticator(admin, { otp: await codeOf(admin, secret) });
  const passed = await again(admin);
  expect((await listUsers(strict(passed))).items.length).toBeGreaterThan(0);
  expect((await listUserSecurityEvents(strict(passed), userIdOf(owner))).items.map(({ kind }) => kind)).toContain(
    'sign_in',
  );
  const { email } = await getMe(admin);
  const user = { id: userIdOf(admin), email, platformRole: 'admin' as const };
  const { sessionId } = await createSession(kit.anonymous(), user, 'rest');
  const byPasswordOnly = await checkSession(kit.services, sessionId);
  if (byPasswordOnly === null) throw new Error('The session is over.');
  const ctx = { ...strict(admin), actor: byPasswordOnly };
  await expect(listUsers(ctx)).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
});

// The stream looks at its session every 20 s anyway; it must not take that long.
test('ending all other sessions ends their open streams too, and keeps one’s own', { timeout: 10_000 }, async () => {
  const hub = createLiveHub(kit.database.pool, kit.services.logger);
  const mine = await kit.signUp('flo');
  const user = { id: userIdOf(mine), email: 'flo@example.com', platformRole: 'user' as const };
  const { sessionId } = await createSession(kit.anonymous(), user, 'web');
  const actor = await checkSession(kit.services, sessionId);
  if (actor === null) throw new Error('The session is over.');
  const ending = new AbortController();
  const kept = watchChanges(mine, hub, ending.signal);
  const ended = watchChanges({ ...mine, actor }, hub, ending.signal);
  await Promise.all([kept.next(), ended.next()]);
  const [last, still] = [ended.next(), kept.next()];
  expect(await revokeOtherSessions(mine)).toEqual({ ended: 1 });
  expect((await last).done).toBe(true);
  expect((await listSessions(mine)).map(({ isCurrent }) => isCurrent)).toEqual([true]);
  ending.abort();
  expect((await still).done).toBe(true);
  hub.close();
});
