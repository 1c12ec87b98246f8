import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, userIdOf } from '../create-test-services.test-helper';
import { proveSecondFactor } from '../people/prove-second-factor';
import { getSecondFactor } from '../second-factor/get-second-factor';
import type { ServiceContext } from '../service-context';
import { addPasskey } from './add-passkey';
import { askForPasskey } from './ask-for-passkey';
import { beginPasskey } from './begin-passkey';
import { removePasskey } from './remove-passkey';
import { renamePasskey } from './rename-passkey';
import { createSoftAuthenticator } from './soft-authenticator.test-helper';
import { verifyPasskey } from './verify-passkey';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const origin = 'http://localhost:3000';
let networks = 0;

function at<Ctx extends ServiceContext>(ctx: Ctx, loopbackOrigin = origin): Ctx {
  networks += 1;
  return { ...ctx, request: { ...ctx.request, ip: `198.${networks}.1.1`, loopbackOrigin } };
}

async function personWithPasskey(name: string) {
  const ctx = at(await kit.signUp(name));
  const authenticator = createSoftAuthenticator(origin, 'localhost');
  const { challenge } = await beginPasskey(ctx);
  const answer = authenticator.create(challenge);
  const { recoveryCodes } = await addPasskey(ctx, { name: 'Laptop', answer });
  return { ctx, authenticator, answer, recoveryCodes };
}

const challengeOf = async () => (await askForPasskey(at(kit.anonymous()))).challenge;
const refused = { code: 'INVALID_CREDENTIALS' };

test('a passkey is a second factor and opens the account alone', async () => {
  const { ctx, authenticator, recoveryCodes } = await personWithPasskey('ana');
  expect(recoveryCodes).toHaveLength(10);
  await expect(proveSecondFactor(ctx, userIdOf(ctx), {})).rejects.toMatchObject({ code: 'OTP_REQUIRED' });
  const owner = await verifyPasskey(at(kit.anonymous()), authenticator.get(await challengeOf(), 1));
  expect(owner.id).toBe(userIdOf(ctx));
  const passkey = authenticator.get(await challengeOf(), 2);
  expect(await proveSecondFactor(ctx, userIdOf(ctx), { passkey })).toBe(true);
});

test('an answer works once, within five minutes, and only to a challenge of ours', async () => {
  const { authenticator } = await personWithPasskey('ben');
  const verify = (answer: ReturnType<typeof authenticator.get>) => verifyPasskey(at(kit.anonymous()), answer);
  const answer = authenticator.get(await challengeOf(), 0);
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => verify(answer)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(verify(authenticator.get('made-up-challenge', 2))).rejects.toMatchObject(refused);
  const late = await challengeOf();
  kit.advance(6 * 60_000);
  await expect(verify(authenticator.get(late, 3))).rejects.toMatchObject(refused);
});

test('a counter that does not grow, another origin, and an unverified user are refused', async () => {
  const { authenticator } = await personWithPasskey('cid');
  const verify = async (counter: number, how: Parameters<typeof authenticator.get>[2] = {}) =>
    await verifyPasskey(at(kit.anonymous()), authenticator.get(await challengeOf(), counter, how));
  await verify(7);
  await expect(verify(7)).rejects.toMatchObject(refused);
  await expect(verify(6)).rejects.toMatchObject(refused);
  await expect(verify(8, { from: 'http://evil.example' })).rejects.toMatchObject(refused);
  await expect(verify(8, { flags: 0x01 })).rejects.toMatchObject(refused);
  expect((await verify(8)).name).toBe('cid');
  const copies = await Promise.allSettled(Array.from({ length: 10 }, () => verify(9)));
  expect(copies.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('one person’s challenge and passkey are no use to another', async () => {
  const { ctx, authenticator, answer } = await personWithPasskey('dot');
  const other = at(await kit.signUp('eve'));
  await expect(addPasskey(other, { name: 'Copy', answer })).rejects.toMatchObject(refused);
  const { challenge } = await beginPasskey(ctx);
  const mine = createSoftAuthenticator(origin, 'localhost');
  await expect(addPasskey(other, { name: 'Mine', answer: mine.create(challenge) })).rejects.toMatchObject(refused);
  const again = await beginPasskey(other);
  await expect(
    addPasskey(other, { name: 'Theirs', answer: authenticator.create(again.challenge) }),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
  await personWithPasskey('flo').then(async ({ ctx: third }) => {
    const passkey = authenticator.get(await challengeOf(), 1);
    await expect(proveSecondFactor(third, userIdOf(third), { passkey })).rejects.toMatchObject(refused);
    await expect(removePasskey(third, authenticator.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(renamePasskey(third, authenticator.id, { name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('a removed passkey opens nothing', async () => {
  const { ctx, authenticator } = await personWithPasskey('gus');
  await renamePasskey(ctx, authenticator.id, { name: 'Old laptop' });
  expect((await getSecondFactor(ctx)).passkeys).toMatchObject([{ name: 'Old laptop', lastUsedAt: null }]);
  await removePasskey(ctx, authenticator.id);
  const verifying = verifyPasskey(at(kit.anonymous()), authenticator.get(await challengeOf(), 1));
  await expect(verifying).rejects.toMatchObject(refused);
  expect(await proveSecondFactor(ctx, userIdOf(ctx), {})).toBe(false);
});

test('under a bare IP address nobody is sent into a ceremony no browser makes', async () => {
  const ctx = await kit.signUp('hal');
  await expect(beginPasskey(at(ctx, 'http://127.0.0.1:3000'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  await expect(askForPasskey(at(ctx, 'http://[::1]:3000'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const settings = { ...kit.services.settings, publicUrl: 'https://bots.example.com' };
  expect((await askForPasskey({ ...at(ctx), settings })).rpId).toBe('bots.example.com');
});
