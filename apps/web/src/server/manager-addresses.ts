const freshMs = 1_000;

export interface ManagerAddressesOptions {
  /** Reads where live managers listen. */
  read: () => Promise<string[]>;
  /** Tried last; the only one while nothing is known. */
  fallback: string;
  nowMs: () => number;
}

/** Where webhooks may be passed on to. A database that is away leaves the last known answer standing. */
export class ManagerAddresses {
  #known: string[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | null = null;
  #turn = 0;

  constructor(private readonly options: ManagerAddressesOptions) {}

  /** Every address worth trying; each call begins with another one, so that the load is shared. */
  async list(): Promise<string[]> {
    if (this.options.nowMs() - this.#readAtMs > freshMs) {
      const reading = this.#refresh();
      // Only the very first request has to wait.
      if (this.#known.length === 0) await reading;
    }
    this.#turn += 1;
    const start = this.#known.length === 0 ? 0 : this.#turn % this.#known.length;
    const ring = [...this.#known.slice(start), ...this.#known.slice(0, start)];
    return [...new Set([...ring, this.options.fallback])];
  }

  #refresh(): Promise<void> {
    this.#reading ??= this.options
      .read()
      .then((addresses) => {
        this.#known = addresses;
      })
      .catch(() => undefined)
      .finally(() => {
        this.#readAtMs = this.options.nowMs();
        this.#reading = null;
      });
    return this.#reading;
  }
}
