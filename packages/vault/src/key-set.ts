import { randomBytes } from 'node:crypto';
import { deriveCipherKey } from './cipher-key';
import type { DataKeyStore, StoredDataKey } from './data-key-store';
import { type EnvelopeKey, unwrapKey, wrapKey } from './envelope';
import { type KeyRing, keyBytes } from './key-ring';

/** The unwrapped data keys of one workspace and purpose. */
export interface KeySet {
  active: EnvelopeKey;
  byId: ReadonlyMap<string, EnvelopeKey>;
}

/** Loads the keys and makes the first one; two processes that race end up with the same active key. */
export async function loadKeySet(
  keyRing: KeyRing,
  store: DataKeyStore,
  workspaceId: string,
  purpose: string,
): Promise<KeySet> {
  const stored = await store.list(workspaceId, purpose);
  const active =
    stored.find((key) => key.state === 'active') ??
    (await store.createActive(newDataKey(keyRing, workspaceId, purpose)));
  const unwrapped = [active, ...stored.filter((key) => key.id !== active.id)].map((key) => unwrap(keyRing, key));
  const byId = new Map(unwrapped.map((key) => [key.dekId, key]));
  return { active: byId.get(active.id) ?? unwrap(keyRing, active), byId };
}

/** Re-wraps a batch under the ring's current key; answers how many it saw, so that the caller repeats until 0. */
export async function rewrapDataKeys(keyRing: KeyRing, store: DataKeyStore, limit: number): Promise<number> {
  const { current } = keyRing;
  const batch = await store.listWrappedByOthers(current.id, limit);
  for (const key of batch) {
    const bytes = unwrapKey(findKek(keyRing, key.kekId), key.wrapped, boundTo(key));
    await store.rewrap(key.id, key.wrapped, { kekId: current.id, wrapped: wrapKey(current, bytes, boundTo(key)) });
  }
  return batch.length;
}

/**
 * Gives a batch of workspaces and purposes a new active key, where the present one is not wrapped by the ring's current
 * key; what the former one sealed still opens. Answers how many it saw, so that the caller repeats until 0.
 */
export async function renewDataKeys(
  keyRing: KeyRing,
  store: DataKeyStore,
  purposes: readonly string[],
  limit: number,
): Promise<number> {
  const batch = await store.listActiveWrappedByOthers(keyRing.current.id, purposes, limit);
  for (const key of batch) await store.replaceActive(key, newDataKey(keyRing, key.workspaceId, key.purpose));
  return batch.length;
}

function newDataKey(keyRing: KeyRing, workspaceId: string, purpose: string): StoredDataKey {
  const key = { id: `dek_${randomBytes(10).toString('hex')}`, workspaceId, purpose, state: 'active' as const };
  const { current } = keyRing;
  return { ...key, kekId: current.id, wrapped: wrapKey(current, randomBytes(keyBytes), boundTo(key)) };
}

function unwrap(keyRing: KeyRing, key: StoredDataKey): EnvelopeKey {
  const bytes = unwrapKey(findKek(keyRing, key.kekId), key.wrapped, boundTo(key));
  return { kekId: key.kekId, dekId: key.id, cipherKey: deriveCipherKey(bytes) };
}

function findKek(keyRing: KeyRing, kekId: string) {
  const kek = keyRing.find(kekId);
  if (kek === undefined) throw new Error(`The key-encryption key "${kekId}" is missing from ENCRYPTION_KEYS.`);
  return kek;
}

function boundTo({ id, workspaceId, purpose }: Pick<StoredDataKey, 'id' | 'workspaceId' | 'purpose'>): string {
  return JSON.stringify([id, workspaceId, purpose]);
}
