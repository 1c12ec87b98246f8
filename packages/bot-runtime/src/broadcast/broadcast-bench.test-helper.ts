import { newId } from '@dovecote/db/new-id';
import { broadcastRecipients, broadcasts } from '@dovecote/db/schema/broadcasts';
import { contacts } from '@dovecote/db/schema/contacts';
import { createTransport } from '@dovecote/telegram/transport';
import { eq, sql } from 'drizzle-orm';
import type { BotRecord } from '../bot-record';
import { CallCounter } from '../call-counter';
import { OutboxStore } from '../outbox-store';
import { registerProcess, takeBot } from '../processes';
import { createRuntimeBench, type RuntimeBench } from '../runtime-bench.test-helper';
import { Sender } from '../sender';
import { type ReceivedCall, startBotApi } from '../sender-bench.test-helper';
import { BroadcastEngine } from './broadcast-engine';
import { BroadcastStore } from './broadcast-store';
import type { BulkPacer } from './bulk-pacer';

/** A real database, a Bot API server that does what the test says, and as many holders as the test starts. */
export async function createBroadcastBench(react: (call: ReceivedCall) => void) {
  const bench = await createRuntimeBench();
  const api = await startBotApi(react);
  const holders: Holder[] = [];
  const startNext = async (isOverloaded = () => false) => {
    const holder = await startHolder(bench, isOverloaded);
    holders.push(holder);
    return holder;
  };
  return {
    ...bench,
    api,
    startHolder: startNext,
    createBot: () => bench.createBot(api.apiRoot),
    /** A running broadcast to so many chats, numbered from 1, all of them contacts of the bot. */
    async plant(bot: BotRecord, chats: number): Promise<string> {
      const id = newId('broadcast');
      const key = { workspaceId: bot.workspaceId, botId: bot.id };
      const payload = await bench.vault.seal(JSON.stringify({ text: 'News' }), {
        workspaceId: bot.workspaceId,
        purpose: 'outbox',
        row: id,
        column: 'payload',
      });
      const chatIds = Array.from({ length: chats }, (_, index) => String(index + 1));
      const seenAt = new Date();
      const born = { ...key, channel: 'telegram', kind: 'private', firstSeenAt: seenAt, lastSeenAt: seenAt } as const;
      const people = chatIds.map((externalId) => ({ ...born, externalId }));
      await bench.db.transaction(async (tx) => {
        await tx.insert(contacts).values(people).onConflictDoNothing();
        await tx.insert(broadcasts).values({ ...key, id, state: 'running', method: 'sendMessage', payload });
        await tx.insert(broadcastRecipients).values(chatIds.map((chatId) => ({ ...key, broadcastId: id, chatId })));
      });
      return id;
    },
    async state(id: string): Promise<string | undefined> {
      const [row] = await bench.db.select({ state: broadcasts.state }).from(broadcasts).where(eq(broadcasts.id, id));
      return row?.state;
    },
    async setState(id: string, state: 'running' | 'paused' | 'cancelled'): Promise<void> {
      await bench.db.update(broadcasts).set({ state }).where(eq(broadcasts.id, id));
    },
    /** How many recipients there are in each state. */
    async counts(id: string): Promise<Record<string, number>> {
      const { rows } = await bench.db.execute<{ state: string; count: number }>(
        sql`select state, count(*)::int as count from broadcast_recipients where broadcast_id = ${id} group by state`,
      );
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
    },
    recipient: async (id: string, chatId: string) => {
      const rows = await bench.db.select().from(broadcastRecipients).where(eq(broadcastRecipients.broadcastId, id));
      return rows.find((row) => row.chatId === chatId);
    },
    async close(): Promise<void> {
      for (const holder of holders) await holder.close();
      await api.close();
      await bench.close();
    },
  };
}

/** A process with its lease, its sender and its engine; several of them may share this test's process. */
async function startHolder(bench: RuntimeBench, isOverloaded: () => boolean) {
  const lease = await registerProcess(bench.url);
  const transport = createTransport();
  const { db, logger } = bench;
  // Nobody renews it here.
  await db.execute(sql`update processes set expires_at = now() + interval '1 hour' where id = ${lease.processId}`);
  const held = new Map<string, { record: BotRecord; epoch: number }>();
  const pacers = new Map<string, BulkPacer>();
  const unauthorized: string[] = [];
  const shared = {
    transport,
    pacers,
    nowMs: () => performance.now(),
    clock: () => new Date(),
    random: Math.random,
    onUnauthorized: (botId: string) => void unauthorized.push(botId),
  };
  let isLeaseValid = true;
  const sender = new Sender({
    ...shared,
    store: new OutboxStore(db, shared.clock, logger),
    isLeaseValid: () => isLeaseValid,
    onSilence: () => undefined,
  });
  const engine = new BroadcastEngine({
    ...shared,
    store: new BroadcastStore(db, lease.processId),
    sender,
    calls: new CallCounter(db, logger),
    holding: (botId) => held.get(botId),
    isOverloaded,
    logger,
  });
  engine.start();
  return {
    sender,
    engine,
    unauthorized,
    /** Of the bots whose broadcasts this process works. */
    pacers,
    processId: lease.processId,
    /** Answers the bot's epoch. */
    async hold(record: BotRecord): Promise<number> {
      const holding = await takeBot(db, lease.processId, record);
      if (!holding) throw new Error('Somebody else holds the bot.');
      held.set(record.id, { record, epoch: holding.epoch });
      sender.open(record, holding.epoch);
      return holding.epoch;
    },
    async leave(botId: string): Promise<void> {
      sender.hold(botId);
      await Promise.all([engine.leave(botId), sender.close(botId)]);
      held.delete(botId);
    },
    /** Stops all it does, as if killed: nothing is put back, and others may bury it. */
    async die(): Promise<void> {
      isLeaseValid = false;
      held.clear();
      await lease.release();
    },
    async close(): Promise<void> {
      for (const botId of [...held.keys()]) await this.leave(botId);
      await engine.close();
      await lease.release();
      await transport.close();
    },
  };
}

type Holder = Awaited<ReturnType<typeof startHolder>>;
