import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { eventually } from '@dovecote/testing/eventually';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench } from './manager-bench.test-helper';

const people = Array.from({ length: 25 }, (_, index) => `person${index}`);
const messagesEach = 20;

let bench: Awaited<ReturnType<typeof createBench>>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  bench = await createBench();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await bench.close();
});

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: {
      ...process.env,
      ...bench.managerEnv,
      BOT_MANAGER_PORT: '0',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The bot-manager ended with ${code}.`)));
  });
  return child;
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

test('kill -9 in the middle of the work loses nothing, and what may be doubled is listed', async () => {
  const bot = await bench.createBot({ maxConcurrent: 20 });
  const first = await startProcess();
  const writing = Promise.all(
    people.map(async (person) => {
      for (let index = 0; index < messagesEach; index += 1) await bench.send(bot, person, `/start ${index}`);
    }),
  );
  await eventually(async () => {
    const done = await bench.db
      .select()
      .from(updates)
      .where(and(eq(updates.botId, bot.id), eq(updates.state, 'done')));
    expect(done.length).toBeGreaterThan(60);
  });
  await kill(first);
  await writing;
  await startProcess();

  const answered = async () =>
    (await Promise.all(people.map((person) => bench.answers(bot, person)))).map((one) => one.length);
  await eventually(async () => expect(Math.min(...(await answered()))).toBeGreaterThanOrEqual(messagesEach), 30_000);
  await eventually(async () => {
    const open = await bench.db
      .select()
      .from(updates)
      .where(and(eq(updates.botId, bot.id), eq(updates.state, 'waiting')));
    expect(open).toHaveLength(0);
  });

  const rows = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id));
  const ambiguous = rows.filter((row) => row.isAmbiguous);
  const total = (await answered()).reduce((sum, count) => sum + count, 0);
  const doubles = total - people.length * messagesEach;
  console.info(`500 messages and a kill -9: ${doubles} doubled, ${ambiguous.length} listed as ambiguous`);
  expect(rows).toHaveLength(people.length * messagesEach);
  expect(doubles).toBeGreaterThanOrEqual(0);
  expect(doubles).toBeLessThanOrEqual(ambiguous.length);
}, 90_000);
