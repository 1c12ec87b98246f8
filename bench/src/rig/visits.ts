import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from './monotonic-ms';
import { createRandom } from './random';
import { type VisitKind, type Visitor, type VisitResult, type VisitSpec, visitKinds } from './visit';
import { VisitHttp } from './visit-http';
import { walkPages } from './visit-pages';
import { walkRest } from './visit-rest';

/** One step of a visitor; never rejects, what goes wrong is noted. */
export type Walk = (dueAtMs: number, note: VisitNotes) => Promise<void>;

/** What was asked for, how long it took, and what went wrong. `work` resolves to the time of its last byte. */
export class VisitNotes {
  readonly #latencies = Object.fromEntries(visitKinds.map((kind) => [kind, [] as number[]])) as Record<
    VisitKind,
    number[]
  >;
  #requests = 0;
  readonly #errors: Record<string, number> = {};

  /** One whole step; an error of a part is the part's. */
  async asked(kind: 'rest' | 'page', dueAtMs: number, name: string, work: () => Promise<number>): Promise<void> {
    try {
      await (kind === 'rest' ? this.part(kind, dueAtMs, name, work) : this.#time(kind, dueAtMs, work));
    } catch {
      // Noted where it happened.
    }
  }

  /** One request. @throws what `work` throws. */
  async part(kind: VisitKind, dueAtMs: number, name: string, work: () => Promise<number>): Promise<number> {
    this.#requests += 1;
    try {
      return await this.#time(kind, dueAtMs, work);
    } catch (error) {
      const text = `${kind} ${name}: ${error instanceof Error ? error.message : String(error)}`;
      this.#errors[text] = (this.#errors[text] ?? 0) + 1;
      throw error;
    }
  }

  async #time(kind: VisitKind, dueAtMs: number, work: () => Promise<number>): Promise<number> {
    const atMs = await work();
    this.#latencies[kind].push(atMs - dueAtMs);
    return atMs;
  }

  result(): VisitResult {
    const latencies = visitKinds.map((kind) => [kind, Float64Array.from(this.#latencies[kind])]);
    return { latenciesMs: Object.fromEntries(latencies), requests: this.#requests, errors: this.#errors };
  }
}

/** Lets visitors in for the given time; resolves when the last of them has what it asked for. */
export async function runVisits(spec: VisitSpec): Promise<VisitResult> {
  const notes = new VisitNotes();
  await Promise.all(spec.visitors.map(async (visitor, place) => await runVisitor(spec, visitor, place, notes)));
  return notes.result();
}

/** When a step is due does not depend on how long the one before took; one that is late counts from when it was due. */
async function runVisitor(spec: VisitSpec, visitor: Visitor, place: number, notes: VisitNotes): Promise<void> {
  const random = createRandom(place);
  const http = new VisitHttp(`http://127.0.0.1:${spec.port}`, headersOf(spec, visitor), monotonicMs);
  const isPerson = visitor.bearer === undefined;
  const walk = (isPerson ? walkPages : walkRest)(http, visitor.botIds, random);
  const [least, most] = isPerson ? spec.pageEveryMs : spec.callEveryMs;
  const beganAtMs = monotonicMs();
  let dueAtMs = beganAtMs + random() * most;
  while (dueAtMs < beganAtMs + spec.durationMs) {
    await sleep(Math.max(0, dueAtMs - monotonicMs()));
    await walk(dueAtMs, notes);
    dueAtMs += least + random() * (most - least);
  }
  await http.close();
}

function headersOf({ host }: VisitSpec, { address, bearer, cookie }: Visitor): Record<string, string> {
  return {
    host,
    'x-forwarded-for': address,
    'x-forwarded-proto': 'https',
    'accept-language': 'en-GB,en;q=0.9',
    'user-agent': bearer === undefined ? 'Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0' : 'fleet-script/1.0',
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(cookie !== undefined && { cookie }),
  };
}
