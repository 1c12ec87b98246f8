import type { PasswordHasher } from '@dovecote/services/people/password-hasher';
import { hash, verify } from '@node-rs/argon2';
import { createBoundedPool } from './bounded-pool';
import { commonPasswords } from './common-passwords';

export const passwordLengthMin = 12;
export const passwordLengthMax = 128;

/** Argon2id at 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of random text, at the same cost: an unknown address costs exactly one evaluation, as a known one does. */
const decoyHash = '$argon2id$v=19$m=19456,t=2,p=1$ri3WLaTHjK94uC9qmmhy+w$osOVaX7Y05p6Tdmm1cuZwh0Hzv6PhoRVJKnoeHXJd9Y';

/** Argon2id in a bounded pool, so that a flood of sign-ins takes neither all threads nor all memory. */
export function createPasswordHasher(): PasswordHasher {
  const pool = createBoundedPool(2, 200);
  return {
    hash: async (password) => await pool(async () => await hash(password.normalize('NFKC'), cost)),
    async verify(stored, password) {
      const reference = stored ?? decoyHash;
      const isTooLong = password.length > passwordLengthMax;
      const candidate = isTooLong ? '' : password.normalize('NFKC');
      const isRight = await pool(async () => await verify(reference, candidate).catch(() => false));
      return isRight && stored !== null && !isTooLong;
    },
    findWeakness,
  };
}

/** Why a new password is refused; length and common ones only, no rules of composition (NIST SP 800-63B, 3.1.1.2). */
export function findWeakness(password: string, { email, name }: { email: string; name: string }): string | null {
  const length = [...password].length;
  if (length < passwordLengthMin) return `must have at least ${passwordLengthMin} characters`;
  if (password.length > passwordLengthMax) return `must have at most ${passwordLengthMax} characters`;
  const plain = password.toLowerCase();
  const bare = plain.replace(/[\d\W_]+$/, '');
  const isOfPerson = [email, email.split('@')[0] ?? '', name].some(
    (text) => text.length >= 4 && bare === text.toLowerCase(),
  );
  if (isOfPerson) return 'must not be your name or e-mail address';
  if (commonPasswords.has(plain) || commonPasswords.has(bare) || isPattern(plain))
    return 'is too common; try three or four unrelated words';
  return null;
}

/** One or two characters repeated, a short piece repeated, or a run such as 123456789... */
function isPattern(text: string): boolean {
  if (new Set(text).size <= 2) return true;
  if (/^(.+)\1+$/s.test(text)) return true;
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
