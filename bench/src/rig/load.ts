import { benchUpdate, chatOf, indexIn } from './bench-update';
import { type LoadAnswer, LoadConnection } from './load-connection';
import { monotonicMs } from './monotonic-ms';

export interface Door {
  path: string;
  secret: string;
}

export interface LoadSpec {
  port: number;
  doors: readonly Door[];
  connections: number;
  durationMs: number;
  /** Requests due in a second whatever the answers do; 0 keeps every connection busy instead. */
  ratePerSecond: number;
  /** Number of the first update. */
  firstIndex: number;
  /** Every n-th request repeats an update that was sent shortly before; 0 for never. */
  duplicatesEvery: number;
  /** People, shared by all bots. */
  chats: number;
}

export interface LoadResult {
  startedAtMs: number;
  /** When each update was due; the first element is the update `firstIndex`. */
  dueAtMs: Float64Array;
  /** When each was acknowledged with 200. */
  ackedAtMs: Float64Array;
  /** When the acknowledgement carried the answer itself; 0 where it did not. */
  inlineAtMs: Float64Array;
  duplicates: number;
  /** How often each status came; 0 is a connection that broke. */
  statuses: Record<number, number>;
  /** Updates that were never acknowledged. */
  lost: number;
}

/** How long an update is sent again and again before it counts as lost. */
const giveUpMs = 30_000;
const duplicateReach = 200;

/** Sends updates as Telegram would: each until it is acknowledged with 200. Latency counts from when it was due. */
export class Load {
  readonly #connections: LoadConnection[];
  readonly #due: number[] = [];
  readonly #acked: number[] = [];
  readonly #inline: number[] = [];
  readonly #statuses: Record<number, number> = {};
  #requests = 0;
  #duplicates = 0;
  #open = 0;
  #lost = 0;
  #startedAtMs = 0;
  #endsAtMs = 0;
  #finish: () => void = () => undefined;

  constructor(private readonly spec: LoadSpec) {
    this.#connections = Array.from({ length: spec.connections }, () => new LoadConnection(spec.port));
  }

  async run(): Promise<LoadResult> {
    const finished = new Promise<void>((resolve) => {
      this.#finish = resolve;
    });
    this.#startedAtMs = monotonicMs();
    this.#endsAtMs = this.#startedAtMs + this.spec.durationMs;
    if (this.spec.ratePerSecond > 0) this.#runOpen();
    else for (const connection of this.#connections) this.#runClosed(connection);
    await finished;
    for (const connection of this.#connections) connection.close();
    return {
      startedAtMs: this.#startedAtMs,
      dueAtMs: this.#timesOf(this.#due),
      ackedAtMs: this.#timesOf(this.#acked),
      inlineAtMs: this.#timesOf(this.#inline),
      duplicates: this.#duplicates,
      statuses: this.#statuses,
      lost: this.#lost,
    };
  }

  /** Starts nothing more; `run` resolves when what was started is acknowledged. */
  stop(): void {
    this.#endsAtMs = monotonicMs();
  }

  #timesOf(times: readonly number[]): Float64Array {
    return Float64Array.from({ length: this.#due.length }, (_, place) => times[place] ?? 0);
  }

  #runClosed(connection: LoadConnection): void {
    const nowMs = monotonicMs();
    if (nowMs >= this.#endsAtMs) {
      if (this.#open === 0) this.#finish();
      return;
    }
    this.#send(connection, nowMs, () => this.#runClosed(connection));
  }

  #runOpen(): void {
    const free = [...this.#connections];
    const late: number[] = [];
    const gapMs = 1_000 / this.spec.ratePerSecond;
    let dueAtMs = this.#startedAtMs;
    const launch = (connection: LoadConnection, atMs: number): void =>
      this.#send(connection, atMs, () => {
        const next = late.shift();
        if (next === undefined) free.push(connection);
        else launch(connection, next);
      });
    const tick = (): void => {
      const untilMs = Math.min(monotonicMs(), this.#endsAtMs);
      while (dueAtMs <= untilMs && dueAtMs < this.#endsAtMs) {
        const connection = free.pop();
        if (connection) launch(connection, dueAtMs);
        else late.push(dueAtMs);
        dueAtMs += gapMs;
      }
      if (dueAtMs >= this.#endsAtMs && this.#open === 0 && late.length === 0) this.#finish();
      else setTimeout(tick, Math.max(1, Math.min(5, dueAtMs - monotonicMs())));
    };
    tick();
  }

  #send(connection: LoadConnection, dueAtMs: number, done: () => void): void {
    this.#requests += 1;
    this.#open += 1;
    const { duplicatesEvery } = this.spec;
    const isDuplicate = duplicatesEvery > 0 && this.#requests % duplicatesEvery === 0 && this.#due.length > 0;
    let place = this.#due.length;
    if (isDuplicate) {
      this.#duplicates += 1;
      place = Math.max(0, place - 1 - (this.#requests % duplicateReach));
    } else {
      this.#due.push(dueAtMs);
    }
    const request = this.#requestFor(this.spec.firstIndex + place);
    const attempt = (): void => connection.send(request, (answer) => finish(answer));
    const finish = (answer: LoadAnswer): void => {
      this.#statuses[answer.status] = (this.#statuses[answer.status] ?? 0) + 1;
      const nowMs = monotonicMs();
      const isOver = answer.status === 200 || nowMs - dueAtMs > giveUpMs;
      if (!isOver) {
        setTimeout(attempt, answer.status === 0 ? 20 : 100);
        return;
      }
      if (answer.status !== 200) this.#lost += 1;
      else if (!isDuplicate) this.#noteAck(place, nowMs, answer.body);
      this.#open -= 1;
      done();
    };
    attempt();
  }

  #noteAck(place: number, nowMs: number, body: string): void {
    this.#acked[place] = nowMs;
    if (body.includes('"sendMessage"') && indexIn(body) === this.spec.firstIndex + place) this.#inline[place] = nowMs;
  }

  #requestFor(index: number): string {
    const { doors, chats } = this.spec;
    const door = doors[index % doors.length] ?? { path: '/', secret: '' };
    const body = benchUpdate(index, chatOf(index, { bots: doors.length, chats }));
    return `POST ${door.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Telegram-Bot-Api-Secret-Token: ${door.secret}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  }
}
