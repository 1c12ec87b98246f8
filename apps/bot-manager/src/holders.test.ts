import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outbox } from '@dovecote/db/schema/outbox';
import { botHolders, processes } from '@dovecote/db/schema/processes';
import { updates } from '@dovecote/db/schema/updates';
import { SupervisedProcess } from '@dovecote/local-stack/supervised-process';
import { eventually } from '@dovecote/testing/eventually';
import { count, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { type ManagerProcess, startManagerProcess } from './manager-process.test-helper';

const people = ['ann', 'bob', 'cid'];
const botCount = 12;

let bench: Awaited<ReturnType<typeof createBench>>;
let bots: TestBot[];
const running: ManagerProcess[] = [];

beforeEach(async () => {
  bench = await createBench();
  bots = [];
  for (let index = 0; index < botCount; index += 1) bots.push(await bench.createBot());
});

afterEach(async () => {
  for (const one of running.splice(0)) {
    one.signal('SIGKILL');
    await one.ended;
  }
  await bench.close();
});

async function startProcess(): Promise<ManagerProcess> {
  const started = await startManagerProcess({ ...process.env, ...bench.managerEnv });
  running.push(started);
  return started;
}

/** How many bots each registered process holds, by its port. */
async function shares(): Promise<Map<number, number>> {
  const rows = await bench.db
    .select({ address: processes.address, bots: count(botHolders.botId) })
    .from(processes)
    .leftJoin(botHolders, eq(botHolders.processId, processes.id))
    .groupBy(processes.id);
  return new Map(rows.map((row) => [Number(row.address?.split(':').at(-1)), row.bots]));
}

async function writeToAll(text: string): Promise<void> {
  await Promise.all(bots.flatMap((bot) => people.map((person) => bench.send(bot, person, text))));
}

/** Everybody got exactly `each` answers, and nothing was listed as perhaps doubled. */
async function expectAnswers(each: number): Promise<void> {
  await eventually(async () => {
    for (const bot of bots) {
      for (const person of people) expect(await bench.answers(bot, person)).toHaveLength(each);
    }
  }, 30_000);
  const rows = await bench.db.select({ isAmbiguous: outbox.isAmbiguous, state: outbox.state }).from(outbox);
  expect(rows.filter((row) => row.isAmbiguous || row.state !== 'sent')).toEqual([]);
}

async function startTwo(): Promise<[ManagerProcess, ManagerProcess]> {
  const first = await startProcess();
  await eventually(async () => expect(await shares()).toEqual(new Map([[first.port, botCount]])));
  const second = await startProcess();
  await eventually(async () => {
    const now = await shares();
    expect(now.get(second.port)).toBeGreaterThan(0);
    expect((now.get(first.port) ?? 0) + (now.get(second.port) ?? 0)).toBe(botCount);
  });
  return [first, second];
}

test('a manager that joins under load gets its share, and no answer is lost, doubled or in doubt', async () => {
  const first = await startProcess();
  await eventually(async () => expect(await shares()).toEqual(new Map([[first.port, botCount]])));
  let rounds = 0;
  const joining = startProcess();
  let second: ManagerProcess | null = null;
  void joining.then((started) => {
    second = started;
  });
  await eventually(async () => {
    rounds += 1;
    await writeToAll('/start');
    expect((await shares()).get(second?.port ?? 0)).toBeGreaterThan(0);
  }, 60_000);
  await writeToAll('/start');
  await expectAnswers(rounds + 1);
}, 90_000);

test('SIGTERM under load hands the bots over and ends with 0; no answer is lost, doubled or in doubt', async () => {
  const [first, second] = await startTwo();
  let rounds = 0;
  let isOver = false;
  void first.ended.then(() => {
    isOver = true;
  });
  await writeToAll('/start');
  first.signal('SIGTERM');
  do {
    rounds += 1;
    await writeToAll('/start');
  } while (!isOver);
  expect(await first.ended).toEqual({ code: 0, signal: null });
  await expectAnswers(rounds + 1);
  expect(await shares()).toEqual(new Map([[second.port, botCount]]));
}, 90_000);

test('after SIGKILL the other takes the bots over and every waiting message is answered', async () => {
  const [first, second] = await startTwo();
  await writeToAll('/start');
  first.signal('SIGKILL');
  await writeToAll('/start');
  await eventually(async () => expect(await shares()).toEqual(new Map([[second.port, botCount]])));
  await eventually(async () => {
    for (const bot of bots) {
      for (const person of people) expect((await bench.answers(bot, person)).length).toBeGreaterThanOrEqual(2);
    }
  }, 30_000);
  expect(await bench.db.select().from(updates).where(eq(updates.state, 'waiting'))).toEqual([]);
}, 90_000);

test('a process that slept past its lease starts afresh; what it wakes up with changes nothing', async () => {
  const [first, second] = await startTwo();
  await writeToAll('/start');
  first.signal('SIGSTOP');
  await writeToAll('/start');
  await eventually(async () => expect((await shares()).get(second.port)).toBe(botCount), 20_000);
  const expectAllSaid = async () =>
    expect(await bench.db.select().from(outbox)).toHaveLength(botCount * people.length * 2);
  // Until the sleeper's long poll ends, Telegram gives its bots' updates to nobody else.
  await eventually(expectAllSaid, 40_000);
  const before = await bench.db.select().from(botHolders);
  first.signal('SIGCONT');
  expect(await first.ended).toEqual({ code: 1, signal: null });
  expect(await bench.db.select().from(botHolders)).toEqual(before);
  await expectAllSaid();
}, 90_000);

test.each([
  ['hangs the event loop', 'hang', 'kept the process busy for more than 5 seconds, 3 times'],
  ['fills the memory', 'hoard', 'used up the memory of its process, 3 times'],
])(
  'an update that %s takes its process three times, then it is a dead letter',
  async (_what, word, reason) => {
    const [culprit, bystander] = bots;
    if (!culprit || !bystander) throw new Error('There are no bots.');
    const logDir = mkdtempSync(path.join(tmpdir(), 'dovecote-hang-'));
    const manager = new SupervisedProcess({
      name: 'bot-manager',
      args: ['--max-old-space-size=700', '--import', 'tsx', 'src/spoilt-manager.test-helper.ts'],
      cwd: path.resolve(import.meta.dirname, '..'),
      env: { ...process.env, ...bench.managerEnv, BOT_MANAGER_PORT: '0', LOG_LEVEL: 'warn' },
      logDir,
    });
    try {
      await manager.start(30_000);
      await bench.send(culprit, 'ann', word);
      await eventually(async () => {
        const rows = await bench.db.select().from(updates).where(eq(updates.botId, culprit.id));
        expect(rows).toMatchObject([{ state: 'dead_lettered', attempts: 3, reason }]);
      }, 60_000);
      await bench.send(culprit, 'ann', '/start');
      await bench.send(bystander, 'ann', '/start');
      await eventually(async () => {
        expect(await bench.answers(culprit, 'ann')).toHaveLength(1);
        expect(await bench.answers(bystander, 'ann')).toHaveLength(1);
      });
      const named = readFileSync(path.join(logDir, 'bot-manager.log'), 'utf8').match(/stands still/g);
      expect(named).toHaveLength(3);
    } finally {
      await manager.stop(5_000);
      rmSync(logDir, { recursive: true, force: true });
    }
  },
  90_000,
);
