/**
 * A map that mostly holds one entry or none, and has a table only for more. V8 makes a map's table anew when its last key
 * goes, and in the old generation where the map is old: of the maps of each bot that was a third of the garbage there.
 */
export class SparseMap<Key, Value extends NonNullable<unknown>> {
  #key: Key | undefined;
  /** Undefined if there is no entry; if there is a table, all entries are in it. */
  #value: Value | undefined;
  #table: Map<Key, Value> | undefined;

  get size(): number {
    return this.#table?.size ?? (this.#value === undefined ? 0 : 1);
  }

  get(key: Key): Value | undefined {
    if (this.#table) return this.#table.get(key);
    return this.#key === key ? this.#value : undefined;
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Key, value: Value): void {
    if (this.#table) {
      this.#table.set(key, value);
    } else if (this.#value === undefined || this.#key === key) {
      this.#key = key;
      this.#value = value;
    } else {
      this.#table = new Map([[this.#key as Key, this.#value]]).set(key, value);
      this.#forgetOne();
    }
  }

  delete(key: Key): void {
    if (!this.#table) {
      if (this.#key === key) this.#forgetOne();
    } else if (this.#table.size > 1) {
      this.#table.delete(key);
    } else if (this.#table.has(key)) {
      this.#table = undefined;
    }
  }

  /** In the order in which their keys were first set. */
  values(): Iterable<Value> {
    return this.#table?.values() ?? (this.#value === undefined ? [] : [this.#value]);
  }

  #forgetOne(): void {
    this.#key = undefined;
    this.#value = undefined;
  }
}
