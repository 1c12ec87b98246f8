/** A data key as it is stored: wrapped by a key-encryption key. */
export interface StoredDataKey {
  id: string;
  workspaceId: string;
  purpose: string;
  state: 'pending' | 'active' | 'decrypt_only';
  kekId: string;
  wrapped: string;
}

export interface DataKeyStore {
  /** Every key of the workspace and purpose that may still open something, the active one first. */
  list(workspaceId: string, purpose: string): Promise<StoredDataKey[]>;
  /** Stores the key as the active one unless another process was faster; answers the one that is active then. */
  createActive(key: StoredDataKey): Promise<StoredDataKey>;
  /** Keys that are not wrapped by `kekId`, for re-wrapping in bulk. */
  listWrappedByOthers(kekId: string, limit: number): Promise<StoredDataKey[]>;
  /** Active keys of these purposes that are not wrapped by `kekId`, for being replaced. */
  listActiveWrappedByOthers(kekId: string, purposes: readonly string[], limit: number): Promise<StoredDataKey[]>;
  /** Makes `next` the active key in place of `previous`, which opens but seals no more; nothing if that was done before. */
  replaceActive(previous: StoredDataKey, next: StoredDataKey): Promise<void>;
  /** Keys of these purposes that sealed nothing since `before`. */
  listRetired(purposes: readonly string[], before: Date): Promise<StoredDataKey[]>;
  /** Forgets one wrapped key for good. */
  destroyKey(id: string): Promise<void>;
  /** Replaces the wrapping if it is still `previous`. */
  rewrap(id: string, previous: string, next: { kekId: string; wrapped: string }): Promise<void>;
  /** Forgets the wrapped keys of a workspace for good: nothing sealed under them opens again. */
  destroy(workspaceId: string): Promise<void>;
}
