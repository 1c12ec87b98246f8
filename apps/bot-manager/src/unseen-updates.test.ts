import { JournalWriter } from '@dovecote/bot-runtime/journal-writer';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { updates } from '@dovecote/db/schema/updates';
import { eventually } from '@dovecote/testing/eventually';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver, hostProbeBot } from './delivery.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { createProbe, type Probe } from './probe-module.test-helper';

const ownUpdates = 100;
const firstPort = 28_300;

let bench: Awaited<ReturnType<typeof createBench>>;
let probe: Probe;

beforeEach(async () => {
  bench = await createBench();
  probe = await createProbe(bench.db);
});

afterEach(async () => {
  probe.release();
  await bench.close();
});

const start = async (bot: TestBot) => {
  // What is slow here waits for the test.
  await bench.startManager({}, { modules: probe.modules, handlerBudgetMs: 60_000 });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
};

/** What another process does with a webhook of a bot it does not hold. */
async function journalElsewhere(bot: TestBot, updateId: number, chatId: number, words: string): Promise<void> {
  const vault = createVault({
    keyRing: parseKeyRing(bench.managerEnv.ENCRYPTION_KEYS),
    dataKeyStore: createDataKeyStore(bench.db),
  });
  const bodies = await vault.sealer(bot.workspaceId, 'update_body');
  const from = { id: chatId, is_bot: false, first_name: 'Bob' };
  const chat = { id: chatId, type: 'private' as const, first_name: 'Bob' };
  const entities = [{ type: 'bot_command' as const, offset: 0, length: 6 }];
  const message = { message_id: 1, date: 1_700_000_000, from, chat, text: `/quick ${words}`, entities };
  const update = { update_id: updateId, message };
  await new JournalWriter(bench.db, 'prc_elsewhere').append(
    { ...bot, bodies },
    update,
    JSON.stringify(update),
    new Date(),
  );
}

test('an update another process journalled unheard is worked, though the bot has a hundred of its own waiting', async () => {
  const bot = await bench.createBot({}, { probe: {} });
  await start(bot);
  await bench.send(bot, 'ann', '/slow first');
  for (let index = 1; index < ownUpdates; index += 1) await bench.send(bot, 'ann', `/quick ${index}`);
  await eventually(async () => {
    const waiting = await bench.db.select().from(updates).where(eq(updates.state, 'waiting'));
    expect(waiting).toHaveLength(ownUpdates);
    expect(probe.seen).toEqual(['first']);
  });
  await journalElsewhere(bot, 900_000, 78, 'elsewhere');
  probe.release();
  await eventually(() => expect(probe.seen).toContain('elsewhere'));
  await eventually(() => expect(probe.seen).toHaveLength(ownUpdates + 1));
});

test.each(['with a notice', 'unheard'])('an old update that is put back %s is worked again', async (how) => {
  const bot = await bench.createBot({}, { probe: {} });
  await start(bot);
  for (const word of ['one', 'two']) await bench.send(bot, 'ann', `/quick ${word}`);
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toEqual(['quick one', 'quick two']));
  // As if it had been a dead letter: none of its calls was ever made.
  await bench.db.execute(sql`delete from outbox`);
  await bench.db.execute(sql`update updates set state = 'waiting', finished_at = null, seq = default
    where seq = (select min(seq) from updates)`);
  if (how === 'with a notice') {
    await bench.db.execute(sql`select pg_notify('dovecote_updates', ${JSON.stringify({ botIds: [bot.id] })})`);
  }
  await eventually(() => expect(probe.seen).toEqual(['one', 'two', 'one']));
});

/** What other processes tell is not heard for a moment. */
const breakNotices = () =>
  bench.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'dovecote-updates'`);

test.each(['another process', 'a version that knows of no marks'])(
  'a chat’s next message does not overtake one that %s journalled unheard',
  async (writer) => {
    const { bot, publicUrl } = await hostProbeBot(bench, probe, firstPort);
    await bench.send(bot, 'ann', '/quick opening');
    await eventually(async () => expect(await bench.answers(bot, 'ann')).toEqual(['quick opening']));
    const ann = await bench.chatIdOf(bot, 'ann');
    const rounds = Array.from({ length: 5 }, (_, round) => round);
    for (const round of rounds) {
      await breakNotices();
      await journalElsewhere(bot, 900_000 + round, ann, `older ${round}`);
      if (writer !== 'another process') await bench.db.execute(sql`update updates set is_foreign = default`);
      const updateId = 910_000 + round;
      // Telegram delivers until it hears 200.
      await eventually(async () =>
        expect((await deliver(publicUrl, bot, `/quick newer ${round}`, ann, updateId)).status).toBe(200),
      );
    }
    const inOrder = rounds.flatMap((round) => [`quick older ${round}`, `quick newer ${round}`]);
    await eventually(async () => expect(await bench.answers(bot, 'ann')).toEqual(['quick opening', ...inOrder]));
  },
);
