/** Somebody who uses the product: a program with a bearer token, or a person with the dashboard open. */
export interface Visitor {
  /** The network it comes from. */
  address: string;
  /** The bots of its workspace. */
  botIds: readonly string[];
  /** Of a program. */
  bearer?: string;
  /** Of a person's browser. */
  cookie?: string;
}

export interface VisitSpec {
  port: number;
  /** As whom the web process is addressed, by the proxy in front of it. */
  host: string;
  visitors: readonly Visitor[];
  durationMs: number;
  /** From one step of a visitor to the next; each gap is drawn evenly from it, the same in every run. */
  callEveryMs: readonly [number, number];
  pageEveryMs: readonly [number, number];
}

/**
 * `rest`: a call. `page`: from the click until all that the page shows is there. `document` and `data` are its parts:
 * the HTML, and each of the calls for what it shows.
 */
export const visitKinds = ['rest', 'page', 'document', 'data'] as const;
export type VisitKind = (typeof visitKinds)[number];

export interface VisitResult {
  /** From when it was due, of all that were answered as they should be. */
  latenciesMs: Record<VisitKind, Float64Array>;
  /** Requests sent. */
  requests: number;
  /** What went wrong, and how often. */
  errors: Record<string, number>;
}
