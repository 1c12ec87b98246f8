/** What shares a key runs one at a time, in the order it came. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<Result>(key: string, run: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(run);
    const settled = turn.catch(() => undefined);
    this.#last.set(key, settled);
    void settled.then(() => this.#last.get(key) === settled && this.#last.delete(key));
    return turn;
  }

  /** Resolves when what has been taken so far is over, well or not. */
  async settle(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
