import type { JournalWriter as Stored } from '@dovecote/bot-runtime/journal-writer';

/** In place of the journal: every update is new, and forgotten. */
export class JournalWriter implements Pick<Stored, keyof Stored> {
  #last = 0;

  async append(): Promise<number> {
    this.#last += 1;
    return this.#last;
  }

  appendForeign(): Promise<number> {
    return this.append();
  }
}
