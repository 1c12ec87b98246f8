import type { IncomingMessage } from 'node:http';
import type { Db } from '@dovecote/db/client';
import { botHolders, processes } from '@dovecote/db/schema/processes';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';

export interface PassOnOptions {
  db: Db;
  processId: string;
}

export interface PassedAnswer {
  status: number;
  body: Buffer;
}

/** How often a delivery was passed on; while bots change hands, two processes may each think the other holds one. */
const hopsHeader = 'x-dovecote-hops';
const hopsMax = 3;
/** Beyond the holder's own patience with a full bot. */
const answerWithinMs = 40_000;

/** How often this delivery was passed on before it came here. */
export function hopsOf(req: IncomingMessage): number {
  return Number(req.headers[hopsHeader] ?? 0) || 0;
}

export interface Passing {
  path: string;
  secret: string;
  body: Buffer;
  hops: number;
}

/** Gives a delivery to the process that holds the bot; null if there is none, it does not answer, or this goes in circles. */
export async function passOn(
  { db, processId }: PassOnOptions,
  botId: string,
  { path, secret, body, hops }: Passing,
): Promise<PassedAnswer | null> {
  if (hops > hopsMax) return null;
  const [holder] = await db
    .select({ id: processes.id, address: processes.address })
    .from(botHolders)
    .innerJoin(processes, eq(processes.id, botHolders.processId))
    .where(
      and(
        eq(botHolders.botId, botId),
        isNotNull(processes.address),
        isNull(processes.drainingAt),
        sql`${processes.expiresAt} > clock_timestamp()`,
      ),
    );
  if (!holder?.address || holder.id === processId) return null;
  try {
    const response = await fetch(`${holder.address}/tg/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': secret,
        [hopsHeader]: String(hops),
      },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  } catch {
    return null;
  }
}
