import { LRUCache } from 'lru-cache';
import type { DataKeyStore } from './data-key-store';
import { openEnvelope, readDataKeyId, type SealedPlace, sealEnvelope } from './envelope';
import type { KeyRing } from './key-ring';
import { type KeySet, loadKeySet } from './key-set';
import { PurposeClosedError } from './purpose-closed-error';
import type { Sealed } from './sealed';
import { Secret } from './secret';
import { isSignatureOf, sign } from './signature';

export interface VaultSettings {
  keyRing: KeyRing;
  dataKeyStore: DataKeyStore;
  /** Workspaces-and-purposes whose unwrapped keys stay in memory. */
  cacheMax?: number;
  /** How long they stay, which bounds how long a destroyed key still works in this process. */
  cacheTtlMs?: number;
  /** What this process seals but has no right to read. */
  closedPurposes?: readonly string[];
}

export interface Vault {
  seal(value: string | Secret, place: SealedPlace): Promise<Sealed>;
  /**
   * @throws Error without any detail of the content when the envelope was changed, moved, or its key is gone.
   * @throws PurposeClosedError when this process has no right to read what is sealed for this purpose.
   */
  open(sealed: Sealed, place: SealedPlace): Promise<Secret>;
  /** Seals anew under the key that seals now. Nobody gets to see the content, so closed purposes are no exception. */
  reseal(sealed: Sealed, place: SealedPlace): Promise<Sealed>;
  /** Keys loaded once, for hot paths that cannot wait; take a new one when `open` fails after a rotation. */
  sealer(workspaceId: string, purpose: string): Promise<Sealer>;
  /** Destroys every data key of a workspace: nothing it sealed opens again, not even from a backup. */
  destroyWorkspace(workspaceId: string): Promise<void>;
  /** Where the keys lie, for rotating them. */
  readonly keys: { keyRing: KeyRing; store: DataKeyStore };
  /** Forgets the unwrapped keys in memory, as after a rotation. */
  forgetKeys(): void;
  /** Whether it was sealed under the key that seals now. */
  isFresh(sealed: Sealed, place: Pick<SealedPlace, 'workspaceId' | 'purpose'>): Promise<boolean>;
  /** A signature of this installation: whoever has the database alone cannot make one. */
  sign(text: string): string;
  isSignatureOf(text: string, signature: string): boolean;
}

export interface Sealer {
  seal(value: string | Secret, place: { row: string; column: string }): Sealed;
  open(sealed: Sealed, place: { row: string; column: string }): Secret;
}

/** Envelope encryption with one data key for each workspace and purpose, made when first needed. */
export function createVault({
  keyRing,
  dataKeyStore,
  cacheMax = 5_000,
  cacheTtlMs = 600_000,
  closedPurposes = [],
}: VaultSettings): Vault {
  const keySets = new LRUCache<string, Promise<KeySet>>({ max: cacheMax, ttl: cacheTtlMs });
  /** A workspace's bots share theirs. */
  const sealers = new WeakMap<KeySet, Sealer>();

  const loadKeys = (workspaceId: string, purpose: string): Promise<KeySet> => {
    const cacheKey = JSON.stringify([workspaceId, purpose]);
    const cached = keySets.get(cacheKey);
    if (cached !== undefined) return cached;
    const loading = loadKeySet(keyRing, dataKeyStore, workspaceId, purpose);
    keySets.set(cacheKey, loading);
    loading.catch(() => {
      if (keySets.get(cacheKey) === loading) keySets.delete(cacheKey);
    });
    return loading;
  };

  const refuseClosed = (purpose: string): void => {
    if (closedPurposes.includes(purpose)) throw new PurposeClosedError(purpose);
  };
  const openAnywhere = async (sealed: Sealed, place: SealedPlace): Promise<Secret> => {
    const keys = await loadKeys(place.workspaceId, place.purpose);
    if (keys.byId.has(readDataKeyId(sealed))) return openWith(keys, sealed, place);
    keySets.delete(JSON.stringify([place.workspaceId, place.purpose]));
    return openWith(await loadKeys(place.workspaceId, place.purpose), sealed, place);
  };

  return {
    async seal(value, place) {
      return sealWith(await loadKeys(place.workspaceId, place.purpose), value, place);
    },
    async open(sealed, place) {
      refuseClosed(place.purpose);
      return await openAnywhere(sealed, place);
    },
    async reseal(sealed, place) {
      const opened = await openAnywhere(sealed, place);
      return sealWith(await loadKeys(place.workspaceId, place.purpose), opened, place);
    },
    async sealer(workspaceId, purpose) {
      refuseClosed(purpose);
      const keys = await loadKeys(workspaceId, purpose);
      const known = sealers.get(keys);
      if (known) return known;
      const sealer: Sealer = {
        seal: (value, place) => sealWith(keys, value, { workspaceId, purpose, row: place.row, column: place.column }),
        open: (sealed, place) => openWith(keys, sealed, { workspaceId, purpose, row: place.row, column: place.column }),
      };
      sealers.set(keys, sealer);
      return sealer;
    },
    async destroyWorkspace(workspaceId) {
      await dataKeyStore.destroy(workspaceId);
      for (const cacheKey of keySets.keys()) {
        if (JSON.parse(cacheKey)[0] === workspaceId) keySets.delete(cacheKey);
      }
    },
    keys: { keyRing, store: dataKeyStore },
    forgetKeys: () => keySets.clear(),
    async isFresh(sealed, { workspaceId, purpose }) {
      return (await loadKeys(workspaceId, purpose)).active.dekId === readDataKeyId(sealed);
    },
    sign: (text) => sign(keyRing, text),
    isSignatureOf: (text, signature) => isSignatureOf(keyRing, text, signature),
  };
}

function sealWith(keys: KeySet, value: string | Secret, place: SealedPlace): Sealed {
  if (typeof value === 'string') return sealEnvelope(keys.active, value, place);
  return value.use((text) => sealEnvelope(keys.active, text, place));
}

function openWith(keys: KeySet, sealed: Sealed, place: SealedPlace): Secret {
  const key = keys.byId.get(readDataKeyId(sealed));
  if (key === undefined) throw new Error('The key of this envelope is not in this workspace.');
  return new Secret(openEnvelope(key, sealed, place), place.purpose);
}
