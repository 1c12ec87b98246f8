/** In place of the journal: every update is new, and forgotten. */
export class JournalWriter {
  #last = 0;

  async append(): Promise<number> {
    this.#last += 1;
    return this.#last;
  }
}
