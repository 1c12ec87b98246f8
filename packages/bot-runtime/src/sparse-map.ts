/**
 * A map that is empty most of the time, and has no table then. V8 makes a map's table anew when its last key goes, and of an
 * old map in the old generation: of the maps of each bot that was as much garbage there as all else of an update.
 */
export class SparseMap<Key, Value> {
  #table: Map<Key, Value> | null = null;

  get size(): number {
    return this.#table?.size ?? 0;
  }

  get(key: Key): Value | undefined {
    return this.#table?.get(key);
  }

  has(key: Key): boolean {
    return this.#table?.has(key) ?? false;
  }

  set(key: Key, value: Value): void {
    this.#table ??= new Map();
    this.#table.set(key, value);
  }

  delete(key: Key): void {
    if (this.#table?.size === 1 && this.#table.has(key)) this.#table = null;
    else this.#table?.delete(key);
  }

  /** In the order in which their keys were first set. */
  values(): Iterable<Value> {
    return this.#table?.values() ?? [];
  }
}
