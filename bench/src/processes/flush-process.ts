import { createBatchFlush } from '@dovecote/bot-runtime/batch-flush';
import type { BotRecord } from '@dovecote/bot-runtime/bot-record';
import type { HandledUpdate } from '@dovecote/bot-runtime/flush';
import { FreshUpdate } from '@dovecote/bot-runtime/fresh-update';
import { journalEntry } from '@dovecote/bot-runtime/journal';
import { loadBotRecord } from '@dovecote/bot-runtime/load-bot-record';
import { journalForm } from '@dovecote/bot-runtime/processes';
import type { Sender } from '@dovecote/bot-runtime/sender';
import { connectDatabase } from '@dovecote/db/client';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { runtimeRole } from '@dovecote/db/runtime-role';
import { bots } from '@dovecote/db/schema/bots';
import { sayWrite } from '@dovecote/modules/kit/write-statement';
import { createLogger } from '@dovecote/observability/logger';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { pointsModuleId, pointsWrite } from '../dovecote/points-module';
import { benchUpdate, chatOf } from '../rig/bench-update';
import { type InFlightOptions, runInFlight } from '../rig/run-in-flight';
import { serveCommands } from '../rig/serve-commands';
import { processOptions } from './process-options';

/** The product's group commit and nothing around it: what a handler said goes in, durable effects come out. */
const { databaseUrl, encryptionKeys, chats } = processOptions<{
  databaseUrl: string;
  encryptionKeys: string;
  chats: number;
}>();

const processId = 'bench';
const epoch = 1;
const { db } = connectDatabase({ url: databaseUrl, applicationName: 'bench-fleet', connectionsMax: 4 });
const runtime = connectDatabase({
  url: databaseUrl,
  applicationName: 'bench-flush',
  connectionsMax: 4,
  role: runtimeRole,
  hasFixedStatements: true,
});
const vault = createVault({ keyRing: parseKeyRing(encryptionKeys), dataKeyStore: createDataKeyStore(db) });
const records = await holdBots();
const flush = createBatchFlush({
  db: runtime.db,
  processId,
  sender: { plan: ({ said }: HandledUpdate) => said.calls.map(() => ({ state: 'sending' })) } as unknown as Sender,
  clock: () => new Date(),
  isLeaseValid: () => true,
  logger: createLogger({ name: 'bench-flush', level: 'error' }),
});

/** Takes every bot for a process whose lease outlives the measurement. */
async function holdBots(): Promise<BotRecord[]> {
  await db.execute(sql`insert into processes (id, lock_key, started_at, expires_at)
    values (${processId}, 1, now(), now() + interval '1 day')`);
  await db.execute(sql`insert into bot_holders (workspace_id, bot_id, process_id, epoch, journal_form)
    select workspace_id, id, ${processId}, ${epoch}, ${journalForm}::int from bots
    on conflict (bot_id) do update set process_id = excluded.process_id, epoch = excluded.epoch`);
  const rows = await db.select({ id: bots.id }).from(bots);
  const loaded = await Promise.all(rows.map(({ id }) => loadBotRecord({ db, vault }, id)));
  return loaded.filter((record) => record !== null);
}

function handled(index: number): HandledUpdate {
  const record = records[index % records.length];
  if (!record) throw new Error('The fleet is empty.');
  const chatId = chatOf(index, { bots: records.length, chats });
  const text = benchUpdate(index, chatId);
  const entry = journalEntry(JSON.parse(text) as Update, text, new Date());
  entry.fresh = new FreshUpdate();
  return {
    record,
    epoch,
    entry,
    startedAt: new Date(),
    attempts: 1,
    said: {
      outcome: { state: 'done', moduleId: pointsModuleId },
      writes: [sayWrite(pointsWrite, { contact_id: String(chatId), points: 1 })],
      calls: [
        {
          method: 'sendMessage',
          payload: { chat_id: chatId, text: `You said: #${index}` },
          chatId: String(chatId),
          policy: 'never_lost',
        },
      ],
    },
  };
}

serveCommands({
  run: (options: InFlightOptions) =>
    runInFlight(options, async (index) => {
      const result = await flush.commit(handled(index));
      if (result.kind !== 'committed') throw new Error(`An update was ${result.kind}.`);
    }),
});
process.on('SIGTERM', () => process.exit(0));
process.send?.({ type: 'ready', port: 0 });
