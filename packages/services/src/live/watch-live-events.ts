import { liveEvents } from '@dovecote/db/schema/module-work';
import { and, asc, desc, eq, gt, not, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readBot } from '../bots/get-bot-row';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import type { LiveHub } from './live-hub';

export const liveEventSchema = z.object({
  /** Where to go on after a break. */
  id: z.number().int(),
  event: z.string(),
  data: z.record(z.string(), z.unknown()),
  at: z.iso.datetime(),
});
export type LiveEvent = z.output<typeof liveEventSchema>;

export const listLiveEventsSchema = z.strictObject({
  /** The last one known; from now on if not given. */
  after: z.coerce.number().int().min(0).optional(),
});

const eventsMax = 200;
/** A transaction that took its ids first may commit last: so long an id may still turn up below a later one. */
const lateMs = 5_000;
const keepAliveMs = 15_000;

/** What modules told of a bot after the given id, oldest first; the newest few without one. Kept for three days. */
export async function listLiveEvents(
  asking: ServiceContext,
  botId: string,
  input: unknown,
): Promise<{ items: LiveEvent[] }> {
  const { after } = parseInput(listLiveEventsSchema, input ?? {});
  const { bot, ctx } = await readBot(asking, botId);
  const items = after === undefined ? (await newest(ctx, bot, eventsMax)).reverse() : await readAfter(ctx, bot, after);
  return { items };
}

/**
 * The same as they come: each once, at first what came after `after`. Null is a sign of life. It ends with `signal`, or
 * when `mayGoOn` says that whoever asked may not any more.
 */
export async function* watchLiveEvents(
  asking: ServiceContext,
  hub: LiveHub,
  botId: string,
  input: unknown,
  { signal, mayGoOn }: { signal: AbortSignal; mayGoOn: () => Promise<boolean> },
): AsyncGenerator<LiveEvent | null> {
  const { after } = parseInput(listLiveEventsSchema, input ?? {});
  const { bot, ctx } = await readBot(asking, botId);
  let floor = after ?? (await newest(ctx, bot, 1))[0]?.id ?? 0;
  const seen = new Map<number, number>();
  const bell = new Bell();
  const end = hub.subscribe(
    ({ workspaceId, botIds }) => {
      if (workspaceId === bot.workspaceId && botIds.includes(bot.id)) bell.ring();
    },
    () => bell.ring(),
  );
  const onAbort = () => bell.ring();
  signal.addEventListener('abort', onAbort);
  try {
    let checkedAtMs = performance.now();
    yield null;
    while (!signal.aborted) {
      const nowMs = performance.now();
      if (nowMs - checkedAtMs >= keepAliveMs) {
        if (!(await mayGoOn()) || !(await mayStillRead(asking, bot.id))) return;
        checkedAtMs = nowMs;
        yield null;
      }
      for (const [id, atMs] of seen) {
        if (nowMs - atMs < lateMs) continue;
        floor = Math.max(floor, id);
        seen.delete(id);
      }
      const fresh = await readAfter(ctx, bot, floor, [...seen.keys()]);
      for (const event of fresh) {
        seen.set(event.id, nowMs);
        yield event;
      }
      if (fresh.length < eventsMax) await bell.wait(keepAliveMs);
    }
  } finally {
    end();
    signal.removeEventListener('abort', onAbort);
  }
}

/** An admin's look may have ended, a role changed. */
async function mayStillRead(asking: ServiceContext, botId: string): Promise<boolean> {
  return await readBot(asking, botId).then(
    () => true,
    () => false,
  );
}

type BotKey = { workspaceId: string; id: string };
const isOf = (bot: BotKey) => and(eq(liveEvents.workspaceId, bot.workspaceId), eq(liveEvents.botId, bot.id));

async function readAfter(
  ctx: ServiceContext,
  bot: BotKey,
  after: number,
  known: readonly number[] = [],
): Promise<LiveEvent[]> {
  const isKnown = sql`${liveEvents.id} = any(${sql.param(known)}::bigint[])`;
  const isAfter = and(isOf(bot), gt(liveEvents.id, after), not(isKnown));
  const rows = await ctx.db.select().from(liveEvents).where(isAfter).orderBy(asc(liveEvents.id)).limit(eventsMax);
  return rows.map(liveEventView);
}

async function newest(ctx: ServiceContext, bot: BotKey, limit: number): Promise<LiveEvent[]> {
  const rows = await ctx.db.select().from(liveEvents).where(isOf(bot)).orderBy(desc(liveEvents.id)).limit(limit);
  return rows.map(liveEventView);
}

function liveEventView({ id, event, data, at }: typeof liveEvents.$inferSelect): LiveEvent {
  return { id, event, data, at: at.toISOString() };
}

/** Remembers that it rang while nobody waited. */
class Bell {
  #hasRung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
  }

  async wait(timeoutMs: number): Promise<void> {
    if (!this.#hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#hasRung = false;
    this.#wake = null;
  }
}
