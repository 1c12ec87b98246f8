import { lockWaits } from '@dovecote/testing/lock-waits';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
import { findRepeats } from './find-repeats';
import type { HandledUpdate } from './flush';
import { handOver } from './hand-over.test-helper';
import { OutboxStore } from './outbox-store';
import { registerProcess, takeBot } from './processes';
import { recoverOutbox, takeStaleInline } from './recover-outbox';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

const now = new Date();
/** So long ago that nobody hears of these calls again. */
const longAgo = new Date(now.getTime() - 100_000);

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

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
  'calls never heard of again': (bot, _ids, epoch) => takeStaleInline(bench.db, bot, epoch, now),
  'a new holder': (bot, _ids, epoch) => recoverOutbox(bench.db, bot, epoch, now),
};

test.each(Object.keys(lockedBy))(
  '%s: calls are locked in the order of their ids, so that nobody waits in a circle',
  async (who) => {
    const bot = await bench.createBot();
    const lease = await registerProcess(bench.url);
    const epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
    const first = await handOver(bench.db, bot, { updateId: '1', at: longAgo, policy: 'never_lost' });
    const second = await handOver(bench.db, bot, { updateId: '2', at: longAgo, policy: 'never_lost' });
    let locking: Promise<unknown> | undefined;
    await bench.db.transaction(async (tx) => {
      // As a receipt does it, so that whoever waited for it meets another row than the one it saw.
      await tx.execute(sql`update outbox set state = 'sent', receipt = '{"handedOver": true}' where id = ${second}`);
      locking = lockedBy[who]?.(bot, [second, first], epoch);
      await lockWaits(bench.db, 1);
      await expect(
        bench.db.transaction((other) => other.execute(sql`select from outbox where id = ${first} for update nowait`)),
      ).rejects.toMatchObject({ cause: { code: '55P03' } });
    });
    const found = await locking;
    if (who === 'updates that came again') {
      expect(found).toMatchObject([{ inline: { id: second } }, { inline: { id: first } }]);
    }
    await lease.release();
  },
);
