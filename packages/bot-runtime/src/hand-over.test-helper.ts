import type { Db } from '@dovecote/db/client';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { joinBody } from '@dovecote/db/update-body';
import type { BotRecord } from './bot-record';

export interface HandedOver {
  updateId: string;
  at: Date;
  policy: 'never_lost' | 'never_twice';
}

/** As the flush leaves an update and its only call, which went as the webhook's answer; answers the call's id. */
export async function handOver(db: Db, bot: BotRecord, { updateId, at, policy }: HandedOver): Promise<number> {
  const key = { workspaceId: bot.workspaceId, botId: bot.id, updateId };
  const said = joinBody('{}', ['{"chat_id":5,"text":"hello"}']);
  const body = bot.bodies.seal(said, { row: `${bot.id}/${updateId}`, column: 'body' });
  const update = { ...key, channel: 'telegram', lane: '5', kind: 'message', receivedAt: at } as const;
  const [{ seq } = { seq: 0 }] = await db
    .insert(updates)
    .values({ ...update, state: 'done', body, finishedAt: at })
    .returning({ seq: updates.seq });
  const call = { ...key, updateSeq: seq, position: 0, chatId: '5', method: 'sendMessage', policy } as const;
  const [{ id } = { id: 0 }] = await db
    .insert(outbox)
    .values({ ...call, state: 'inline', createdAt: at })
    .returning({ id: outbox.id });
  return id;
}
