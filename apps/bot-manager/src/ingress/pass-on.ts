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

/** Set on what one process passes on to another, which does not pass it on again. */
const passedHeader = 'x-dovecote-passed-on';
/** Beyond the holder's own patience with a full bot. */
const answerWithinMs = 40_000;

export function wasPassedOn(req: IncomingMessage): boolean {
  return req.headers[passedHeader] !== undefined;
}

/** Gives a delivery to the process that holds the bot; null if there is none, or it does not answer. */
export async function passOn(
  { db, processId }: PassOnOptions,
  botId: string,
  path: string,
  secret: string,
  body: Buffer,
): Promise<PassedAnswer | null> {
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
        [passedHeader]: '1',
      },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  } catch {
    return null;
  }
}
