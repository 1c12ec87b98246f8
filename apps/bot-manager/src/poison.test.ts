import { updates } from '@dovecote/db/schema/updates';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { createProbe, type Probe } from './probe-module.test-helper';

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

const journalOf = (bot: TestBot) =>
  bench.db.select().from(updates).where(eq(updates.botId, bot.id)).orderBy(updates.seq);

const start = (handlerBudgetMs = 10_000) => bench.startManager({}, { modules: probe.modules, handlerBudgetMs });

test.each([
  ['/fail', 10_000, 'handler failed 3 times: Error'],
  ['/hang', 500, 'handler failed 3 times: it took too long'],
  ['/broken', 10_000, 'handler failed 3 times: the database refused what it wrote'],
])(
  'after three tries %s is a dead letter that tells no content, and its chat goes on',
  async (command, budgetMs, reason) => {
    const bot = await bench.createBot({}, { probe: {} });
    await start(budgetMs);
    await bench.send(bot, 'ann', command);
    await bench.send(bot, 'ann', '/quick after');
    await eventually(async () => expect(await bench.answers(bot, 'ann')).toEqual(['quick after']));
    expect(await journalOf(bot)).toMatchObject([{ state: 'dead_lettered', attempts: 3, reason }, { state: 'done' }]);
  },
);

test('a bot whose writes the database refuses does not spoil its neighbours’ commits', async () => {
  const broken = await bench.createBot({}, { probe: {} });
  const well = await bench.createBot({}, { probe: {} });
  await start();
  for (let index = 0; index < 10; index += 1) {
    await bench.send(broken, `person${index}`, '/broken');
    await bench.send(well, `person${index}`, `/quick ${index}`);
  }
  await eventually(async () => {
    const states = (await journalOf(well)).map((row) => [row.state, row.attempts]);
    expect(states).toEqual(Array.from({ length: 10 }, () => ['done', 1]));
    const refused = (await journalOf(broken)).map((row) => row.state);
    expect(refused).toEqual(Array.from({ length: 10 }, () => 'dead_lettered'));
  });
});

test('people who meet over the last pieces are handled anew: nobody gets what is gone, nothing counts as failed', async () => {
  const bot = await bench.createBot({ maxConcurrent: 20 }, { probe: {} });
  await bench.db.execute(sql`insert into probe_stock values (${bot.workspaceId}, ${bot.id}, 5)`);
  const people = Array.from({ length: 20 }, (_, index) => `person${index}`);
  for (const person of people) await bench.send(bot, person, '/buy');
  await start();
  await eventually(async () => {
    const answers = (await Promise.all(people.map((person) => bench.answers(bot, person)))).flat();
    expect(answers.filter((answer) => answer === 'bought')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'sold out')).toHaveLength(15);
  });
  const stock = await bench.db.execute(sql`select pieces from probe_stock`);
  expect(stock.rows).toEqual([{ pieces: 0 }]);
  expect(new Set((await journalOf(bot)).map((row) => `${row.state} ${row.attempts}`))).toEqual(new Set(['done 1']));
});

test('one bot without answers, one that always throws, one that floods: the fourth serves its people', async () => {
  const [silent, failing, flooding, well] = [
    await bench.createBot({}, { probe: {} }),
    await bench.createBot({}, { probe: {} }),
    await bench.createBot({ requestsPerSecond: 1 }, { probe: {} }),
    await bench.createBot({}, { probe: {} }),
  ];
  await start();
  await bench.control('POST', `/bots/${silent.telegramId}/faults`, {
    rules: [{ method: 'sendMessage', kind: 'timeout', count: 1_000 }],
  });
  for (let index = 0; index < 30; index += 1) {
    await bench.send(silent, `person${index}`, '/quick silent');
    await bench.send(failing, `person${index}`, '/fail');
    await bench.send(flooding, `person${index}`, '/quick flood');
  }
  for (let index = 0; index < 10; index += 1) await bench.send(well, `person${index}`, '/quick well');
  await eventually(async () => {
    const rows = await journalOf(well);
    expect(rows.map((row) => row.state)).toEqual(Array.from({ length: 10 }, () => 'done'));
    for (let index = 0; index < 10; index += 1)
      expect(await bench.answers(well, `person${index}`)).toEqual(['quick well']);
  });
});
