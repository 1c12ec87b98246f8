import { expect, test } from 'vitest';
import { createPasswordHasher, findWeakness } from './password';

const about = { email: 'margarethe@example.com', name: 'Margarethe Ash' };

test('hashes with Argon2id at 19 MiB and two passes, and knows the right password only', async () => {
  const hasher = createPasswordHasher();
  const hash = await hasher.hash('violet-kettle-orbit-47');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.verify(hash, 'violet-kettle-orbit-47')).toBe(true);
  expect(await hasher.verify(hash, 'violet-kettle-orbit-48')).toBe(false);
  expect(await hasher.verify(null, 'violet-kettle-orbit-47')).toBe(false);
  expect(await hasher.verify('not a hash', 'violet-kettle-orbit-47')).toBe(false);
});

test('an account without a password is not answered before Argon2id has run', async () => {
  const hasher = createPasswordHasher();
  await hasher.verify(null, 'warm up');
  const startMs = performance.now();
  for (let round = 0; round < 5; round += 1) await hasher.verify(null, 'wrong-password-1');
  expect(performance.now() - startMs).toBeGreaterThan(25);
});

test('the same text in another Unicode form is the same password', async () => {
  const hasher = createPasswordHasher();
  const hash = await hasher.hash('caf\u00e9-kettle-orbit-47');
  expect(await hasher.verify(hash, 'cafe\u0301-kettle-orbit-47')).toBe(true);
});

test.each([
  'short',
  'x'.repeat(129),
  'Password1234',
  'aaaaaaaaaaaaaa',
  'abcabcabcabc',
  '123456789012',
  'abcdefghijklmn',
  'margarethe2024',
  'correcthorsebatterystaple',
  'dragon-2026!!',
  'Sunshine123456',
  'leavemealone',
  'sevenhorsessevenhorses',
])('refuses %s', (password) => {
  expect(findWeakness(password, about)).not.toBeNull();
});

test.each(['violet-kettle-orbit-47', 'correct horse battery staple', 'Пароль-из-четырёх-слов'])(
  'accepts %s',
  (password) => {
    expect(findWeakness(password, about)).toBeNull();
  },
);
