import { auditHeads } from '@dovecote/db/schema/audit-events';
import { readDataKeyId } from '@dovecote/vault/envelope';
import { renewDataKeys, rewrapDataKeys } from '@dovecote/vault/key-set';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { headText } from '../audit/hash-event';
import type { ServiceContext } from '../service-context';
import { listSecrets, replaceSecret, secretPurposes, secretSources } from './sealed-secrets';

export interface KeyRotation {
  /** Data keys of long-lived secrets that were replaced. */
  renewedKeys: number;
  /** Data keys wrapped anew. */
  rewrappedKeys: number;
  /** Secrets sealed anew. */
  resealedSecrets: number;
  /** Heads of audit chains signed anew. */
  signedHeads: number;
  /** Former data keys that nothing needs any more, forgotten for good. */
  destroyedKeys: number;
}

export type RotationStep = keyof KeyRotation;

const batchSize = 200;
/** Longer than any process keeps unwrapped keys, so that none still seals under a key that is destroyed. */
const retiredForMs = 15 * 60_000;

/**
 * Frees everything from all key-encryption keys but the current one, while the product runs: replaces the data keys of
 * long-lived secrets and seals those anew, wraps the other data keys anew, signs the audit heads anew. It can be killed
 * at any point and run again. Former data keys are destroyed by a later run, a quarter of an hour after they retired.
 * @throws Error when a head's signature is wrong: a forged log must not be signed.
 */
export async function rotateKeys(
  ctx: ServiceContext,
  onProgress: (step: RotationStep, done: number) => void = () => undefined,
): Promise<KeyRotation> {
  const { keyRing, store } = ctx.vault.keys;
  const until0 = async (step: RotationStep, batch: () => Promise<number>): Promise<number> => {
    for (let done = 0; ; ) {
      const seen = await batch();
      if (seen === 0) return done;
      done += seen;
      onProgress(step, done);
    }
  };
  const renewedKeys = await until0(
    'renewedKeys',
    async () => await renewDataKeys(keyRing, store, secretPurposes, batchSize),
  );
  const rewrappedKeys = await until0('rewrappedKeys', async () => await rewrapDataKeys(keyRing, store, batchSize));
  ctx.vault.forgetKeys();
  const { resealedSecrets, neededKeys } = await resealSecrets(ctx, (done) => onProgress('resealedSecrets', done));
  const signedHeads = await signHeads(ctx);
  const retired = await store.listRetired(secretPurposes, new Date(ctx.clock().getTime() - retiredForMs));
  const unneeded = retired.filter(({ id }) => !neededKeys.has(id));
  for (const { id } of unneeded) await store.destroyKey(id);
  const rotation = { renewedKeys, rewrappedKeys, resealedSecrets, signedHeads, destroyedKeys: unneeded.length };
  if (Object.values(rotation).some((count) => count > 0)) {
    await ctx.db.transaction(async (tx) => {
      const target = { targetType: 'keys', targetId: keyRing.current.id } as const;
      await appendAuditEvent(tx, ctx, { workspaceId: null, action: 'keys.rotated', ...target, after: { ...rotation } });
    });
  }
  return rotation;
}

/** Also answers the data keys that sealed what could not be sealed anew because it was changed on the way. */
async function resealSecrets(ctx: ServiceContext, onProgress: (done: number) => void) {
  const neededKeys = new Set<string>();
  let resealedSecrets = 0;
  for (const source of secretSources) {
    for (let after = ''; ; ) {
      const batch = await listSecrets(ctx.db, source, after, batchSize);
      for (const secret of batch) {
        neededKeys.add(readDataKeyId(secret.value));
        if (await ctx.vault.isFresh(secret.value, secret.place)) continue;
        await replaceSecret(ctx.db, source, secret, await ctx.vault.reseal(secret.value, secret.place));
        resealedSecrets += 1;
      }
      const last = batch.at(-1);
      if (last === undefined) break;
      after = last.key;
      onProgress(resealedSecrets);
    }
  }
  return { resealedSecrets, neededKeys };
}

async function signHeads(ctx: ServiceContext): Promise<number> {
  const { current } = ctx.vault.keys.keyRing;
  let signed = 0;
  for (const head of await ctx.db.select().from(auditHeads)) {
    if (head.signature.startsWith(`${current.id}|`)) continue;
    if (!ctx.vault.isSignatureOf(headText(head), head.signature)) {
      throw new Error(`The audit chain ${head.chain} has a wrong signature. Run: audit verify`);
    }
    const isSame = and(eq(auditHeads.chain, head.chain), eq(auditHeads.seq, head.seq));
    await ctx.db
      .update(auditHeads)
      .set({ signature: ctx.vault.sign(headText(head)) })
      .where(isSame);
    signed += 1;
  }
  return signed;
}
