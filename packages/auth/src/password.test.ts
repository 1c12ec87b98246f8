import { verify } from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { createPasswordHasher, findWeakness } from './password';

/** The real one, watched. */
vi.mock('@node-rs/argon2', async (load) => {
  const real = await load<typeof import('@node-rs/argon2')>();
  return { ...real, verify: vi.fn(real.verify) };
});

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

test('an account without a password costs one evaluation of Argon2id, as one with a password does', async () => {
  const hasher = createPasswordHasher();
  vi.mocked(verify).mockClear();
  expect(await hasher.verify(null, 'wrong-password-1')).toBe(false);
  const [call, ...more] = vi.mocked(verify).mock.calls;
  expect(more).toEqual([]);
  expect(call).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/), 'wrong-password-1']);
  // A reference that cannot be read would be refused at once.
  await expect(vi.mocked(verify).mock.results[0]?.value).resolves.toBe(false);
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
