import { expect, test } from 'vitest';
import { generateKey, parseKeyRing } from './key-ring';
import { renewDataKeys, rewrapDataKeys } from './key-set';
import { createMemoryDataKeyStore } from './memory-data-key-store.test-helper';
import { PurposeClosedError } from './purpose-closed-error';
import { asSealed } from './sealed';
import { Secret } from './secret';
import { createVault } from './vault';

const place = { workspaceId: 'ws_a', purpose: 'bot_token', row: 'bot_1', column: 'value' };
const read = (secret: Secret) => secret.use((value) => value);

function setUp(ring = generateKey('one')) {
  const store = createMemoryDataKeyStore();
  return { store, ring, vault: createVault({ keyRing: parseKeyRing(ring), dataKeyStore: store }) };
}

test('opens what it sealed, and no two envelopes are alike', async () => {
  const { vault } = setUp();
  const sealed = await vault.seal('123:abc 🕊', place);
  expect(read(await vault.open(sealed, place))).toBe('123:abc 🕊');
  expect(await vault.seal('123:abc 🕊', place)).not.toBe(sealed);
  expect(sealed).toMatch(/^v1\|one\|dek_[0-9a-f]+(\|[A-Za-z0-9_-]+){4}$/);
});

test('refuses an envelope with any one character changed', async () => {
  const { vault } = setUp();
  const sealed = await vault.seal(new Secret('secret', 'bot_token'), place);
  for (let index = 0; index < sealed.length; index += 1) {
    for (const replacement of ['A', 'B', '|', '-']) {
      if (sealed[index] === replacement) continue;
      const tampered = asSealed(sealed.slice(0, index) + replacement + sealed.slice(index + 1));
      await expect(vault.open(tampered, place), `character ${index}`).rejects.toThrow();
    }
  }
});

test.each([
  ['row', { row: 'bot_2' }],
  ['column', { column: 'other' }],
  ['purpose', { purpose: 'webhook_secret' }],
  ['workspace', { workspaceId: 'ws_b' }],
])('refuses a value moved to another %s', async (_name, moved) => {
  const { vault } = setUp();
  const sealed = await vault.seal('secret', place);
  await vault.seal('other', { ...place, ...moved });
  await expect(vault.open(sealed, { ...place, ...moved })).rejects.toThrow();
});

test('the parts of a place cannot flow into one another', async () => {
  const { vault } = setUp();
  const sealed = await vault.seal('secret', { ...place, row: 'a', column: 'bc' });
  await expect(vault.open(sealed, { ...place, row: 'ab', column: 'c' })).rejects.toThrow();
});

test('opens after a new key was put first, and writes with the new one once re-wrapped', async () => {
  const { store, ring, vault } = setUp();
  const sealed = await vault.seal('secret', place);
  const keyRing = parseKeyRing(`${generateKey('two')},${ring}`);
  expect(read(await createVault({ keyRing, dataKeyStore: store }).open(sealed, place))).toBe('secret');
  expect(await rewrapDataKeys(keyRing, store, 100)).toBe(1);
  expect(await rewrapDataKeys(keyRing, store, 100)).toBe(0);
  const rotated = createVault({ keyRing, dataKeyStore: store });
  expect(read(await rotated.open(sealed, place))).toBe('secret');
  expect(await rotated.seal('x', place)).toMatch(/^v1\|two\|/);
});

test('refuses with another key of the same id, and names a key that is missing', async () => {
  const { store, vault } = setUp();
  const sealed = await vault.seal('secret', place);
  const wrong = createVault({ keyRing: parseKeyRing(generateKey('one')), dataKeyStore: store });
  await expect(wrong.open(sealed, place)).rejects.toThrow(/another key/);
  const missing = createVault({ keyRing: parseKeyRing(generateKey('two')), dataKeyStore: store });
  await expect(missing.open(sealed, place)).rejects.toThrow(/"one" is missing/);
});

test('two processes that seal first at once end up with one data key', async () => {
  const { store, ring, vault } = setUp();
  const other = createVault({ keyRing: parseKeyRing(ring), dataKeyStore: store });
  const sealed = await Promise.all([vault, other, vault, other].map((each) => each.seal('x', place)));
  expect(store.keys).toHaveLength(1);
  for (const envelope of sealed) expect(read(await other.open(envelope, place))).toBe('x');
});

test('a sealer works without waiting and agrees with the vault', async () => {
  const { vault } = setUp();
  const sealer = await vault.sealer('ws_a', 'update_body');
  const sealed = sealer.seal('{"text":"hi"}', { row: 'bot_1/7', column: 'body' });
  expect(read(sealer.open(sealed, { row: 'bot_1/7', column: 'body' }))).toBe('{"text":"hi"}');
  const where = { workspaceId: 'ws_a', purpose: 'update_body', row: 'bot_1/7', column: 'body' };
  expect(read(await vault.open(sealed, where))).toBe('{"text":"hi"}');
});

test('a process seals and reseals for a purpose closed to it, and opens it in no way', async () => {
  const { store, ring, vault } = setUp();
  const settings = { dataKeyStore: store, closedPurposes: ['bot_token'] };
  const closed = createVault({ ...settings, keyRing: parseKeyRing(ring) });
  const sealed = await closed.seal('secret', place);
  await expect(closed.open(sealed, place)).rejects.toThrow(PurposeClosedError);
  await expect(closed.sealer('ws_a', 'bot_token')).rejects.toThrow(PurposeClosedError);
  expect(read(await vault.open(sealed, place))).toBe('secret');
  const other = { ...place, purpose: 'webhook_secret' };
  expect(read(await closed.open(await closed.seal('other', other), other))).toBe('other');

  const keyRing = parseKeyRing(`${generateKey('two')},${ring}`);
  await renewDataKeys(keyRing, store, ['bot_token'], 100);
  const resealed = await createVault({ ...settings, keyRing }).reseal(sealed, place);
  expect(resealed).toMatch(/^v1\|two\|/);
  expect(read(await createVault({ keyRing, dataKeyStore: store }).open(resealed, place))).toBe('secret');
});

test('nothing of a destroyed workspace opens again', async () => {
  const { vault } = setUp();
  const sealed = await vault.seal('secret', place);
  await vault.destroyWorkspace('ws_a');
  await expect(vault.open(sealed, place)).rejects.toThrow();
});
