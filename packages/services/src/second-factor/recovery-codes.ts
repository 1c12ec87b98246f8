import { createHash, randomBytes } from 'node:crypto';
import type { Queryable } from '@dovecote/db/client';
import { recoveryCodes } from '@dovecote/db/schema/second-factors';
import { and, eq, isNull } from 'drizzle-orm';

const codeCount = 10;
const groups = 4;
const groupLength = 4;
/** Crockford's base32: no letter looks like a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten new codes in place of all former ones; only their hashes are kept. */
export async function replaceRecoveryCodes(tx: Queryable, userId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: codeCount }, newCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: hashCode(code), createdAt: now })));
  return codes;
}

/** Uses a code up; false if it is not an unused one of this person. */
export async function useRecoveryCode(tx: Queryable, userId: string, code: string, now: Date): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.codeHash, hashCode(code)), isNull(recoveryCodes.usedAt)),
    )
    .returning({ userId: recoveryCodes.userId });
  return used.length > 0;
}

/** Five bits a letter: 80 random bits, which need no salt. */
function newCode(): string {
  const letters = [...randomBytes(groups * groupLength)].map((byte) => alphabet[byte % 32] ?? '');
  return Array.from({ length: groups }, (_, group) =>
    letters.slice(group * groupLength, (group + 1) * groupLength).join(''),
  ).join('-');
}

/** However it was typed: case, spaces and dashes do not matter. */
function hashCode(code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(`dovecote/v1/recovery-code/${plain}`).digest('base64url');
}
