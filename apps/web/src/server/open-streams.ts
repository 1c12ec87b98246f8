import type { ServerResponse } from 'node:http';

/** The answers that are still being written, so that a stop can end the endless ones. */
export class OpenStreams {
  readonly #open = new Set<ServerResponse>();

  watch(res: ServerResponse): void {
    this.#open.add(res);
    res.once('close', () => this.#open.delete(res));
  }

  /** Ends event streams at once; their readers connect again to whoever answers next. */
  endEventStreams(): void {
    for (const res of this.#open) {
      if (String(res.getHeader('content-type') ?? '').startsWith('text/event-stream')) res.end();
    }
  }
}
