/** Updates of one bot whose writes met somebody else's run again one at a time, so that each sees the last one's. */
export class ConflictTurns {
  readonly #turns = new Map<string, Promise<unknown>>();

  async take<Result>(botId: string, run: () => Promise<Result>): Promise<Result> {
    const turn = (this.#turns.get(botId) ?? Promise.resolve()).then(run);
    const settled = turn.catch(() => undefined);
    this.#turns.set(botId, settled);
    void settled.then(() => this.#turns.get(botId) === settled && this.#turns.delete(botId));
    return turn;
  }
}
