import type { DataKeyStore, StoredDataKey } from './data-key-store';

/** Keys in memory, yielding between steps as a real store does. */
export function createMemoryDataKeyStore(): DataKeyStore & { readonly keys: StoredDataKey[] } {
  const keys: StoredDataKey[] = [];
  const ofOwner = (workspaceId: string, purpose: string) =>
    keys.filter((key) => key.workspaceId === workspaceId && key.purpose === purpose);
  return {
    keys,
    list: async (workspaceId, purpose) => ofOwner(workspaceId, purpose),
    createActive: async (key) => {
      await new Promise((resolve) => setImmediate(resolve));
      const existing = ofOwner(key.workspaceId, key.purpose)[0];
      if (existing === undefined) keys.push(key);
      return existing ?? key;
    },
    listWrappedByOthers: async (kekId, limit) => keys.filter((key) => key.kekId !== kekId).slice(0, limit),
    rewrap: async (id, previous, next) => {
      const key = keys.find((candidate) => candidate.id === id && candidate.wrapped === previous);
      if (key !== undefined) Object.assign(key, next);
    },
    listActiveWrappedByOthers: async (kekId, purposes, limit) =>
      keys
        .filter((key) => key.kekId !== kekId && key.state === 'active' && purposes.includes(key.purpose))
        .slice(0, limit),
    replaceActive: async (previous, next) => {
      const key = keys.find(({ id, state }) => id === previous.id && state === 'active');
      if (key === undefined) return;
      key.state = 'decrypt_only';
      keys.push({ ...next, state: 'active' });
    },
    listRetired: async (purposes) =>
      keys.filter((key) => key.state === 'decrypt_only' && purposes.includes(key.purpose)),
    destroyKey: async (id) => {
      keys.splice(0, keys.length, ...keys.filter((key) => key.id !== id));
    },
    destroy: async (workspaceId) => {
      keys.splice(0, keys.length, ...keys.filter((key) => key.workspaceId !== workspaceId));
    },
  };
}
