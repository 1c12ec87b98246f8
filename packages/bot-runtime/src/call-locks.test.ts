import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { joinBody } from '@dovecote/db/update-body';
import { lockWaits } from '@dovecote/testing/lock-waits';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
import { findRepeats } from './find-repeats';
import type { HandledUpdate } from './flush';
import { OutboxStore } from './outbox-store';
import { registerProcess, takeBot } from './processes';
import { recoverOutbox } from './recover-outbox';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

const now = new Date();

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

/** An update that was answered in its webhook, and the call that went so. */
async function handOver(bot: BotRecord, updateId: string): Promise<number> {
  const key = { workspaceId: bot.workspaceId, botId: bot.id, updateId };
  const said = joinBody('{}', ['{"chat_id":5,"text":"hello"}']);
  const body = bot.bodies.seal(said, { row: `${bot.id}/${updateId}`, column: 'body' });
  const update = { ...key, channel: 'telegram', lane: updateId, kind: 'message', receivedAt: now } as const;
  const [{ seq } = { seq: 0 }] = await bench.db
    .insert(updates)
    .values({ ...update, state: 'done', body, finishedAt: now })
    .returning({ seq: updates.seq });
  const call = { ...key, updateSeq: seq, position: 0, chatId: updateId, method: 'sendMessage' };
  const [{ id } = { id: 0 }] = await bench.db
    .insert(outbox)
    .values({ ...call, policy: 'never_lost', state: 'inline', createdAt: new Date(now.getTime() - 100_000) })
    .returning({ id: outbox.id });
  return id;
}

const lockedBy: Record<string, (bot: BotRecord, ids: readonly number[], epoch: number) => Promise<unknown>> = {
  receipts: (bot, ids, epoch) => {
    const store = new OutboxStore(bench.db, () => now, bench.logger);
    const change = { workspaceId: bot.workspaceId, botId: bot.id, epoch, attempts: 1, isAmbiguous: false } as const;
    return Promise.all(ids.map((id) => store.write({ ...change, id, state: 'sent' })));
  },
  'updates that came again': (bot) =>
    findRepeats(
      bench.db,
      ['2', '1'].map((updateId) => ({ record: bot, entry: { updateId } }) as HandledUpdate),
    ),
  'a new holder': (bot, _ids, epoch) => recoverOutbox(bench.db, bot, epoch, now),
};

test.each(Object.keys(lockedBy))(
  '%s lock calls in the order of their ids, so that nobody waits in a circle',
  async (who) => {
    const bot = await bench.createBot();
    const lease = await registerProcess(bench.url);
    const epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
    const first = await handOver(bot, '1');
    const second = await handOver(bot, '2');
    const later = await bench.db.transaction(async (tx) => {
      // As a receipt does it, so that whoever waited for it meets another row than the one it saw.
      await tx.execute(sql`update outbox set state = 'sent', receipt = '{"handedOver": true}' where id = ${second}`);
      const locking = lockedBy[who]?.(bot, [second, first], epoch);
      await lockWaits(bench.db, 1);
      await expect(
        bench.db.transaction((other) => other.execute(sql`select from outbox where id = ${first} for update nowait`)),
      ).rejects.toMatchObject({ cause: { code: '55P03' } });
      return [locking];
    });
    const [found] = await Promise.all(later);
    if (who === 'updates that came again') {
      expect(found).toMatchObject([{ inline: { id: second } }, { inline: { id: first } }]);
    }
    await lease.release();
  },
);
