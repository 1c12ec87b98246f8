import { newId } from '@dovecote/db/new-id';
import { mails } from '@dovecote/db/schema/mails';
import { schedules, workIntents } from '@dovecote/db/schema/schedules';
import { users } from '@dovecote/db/schema/users';
import type { JobPayload } from '@dovecote/queue/catalogue';
import type { JobQueue } from '@dovecote/queue/job-queue';
import type { ServiceContext } from '@dovecote/services/service-context';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJobHandlers } from './job-handlers';
import { scheduleIntent, tick } from './tick';

const start = new Date('2026-03-01T12:00:00Z');
/** Longer than the longest pause between two hand-outs. */
const stepMs = 3 * 3_600_000;

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  const userId = newId('user');
  const mailId = newId('mail');
  await database.db.insert(users).values({ id: userId, email: 'ann@example.com', name: 'Ann' });
  await database.db
    .insert(mails)
    .values({ id: mailId, userId, recipient: 'ann@example.com', subject: 'Hello', body: 'Hello' });
  const id = newId('intent');
  await database.db.insert(workIntents).values({ id, kind: 'mail.deliver', subjectId: mailId, runAt: start });
});

afterEach(() => database.close());

/** Hands out as often as it says, each time when everything that is open is due again. */
async function tickOn(times: number, from: number, enqueue: JobQueue['enqueue']): Promise<void> {
  const queue = { enqueue, work: () => undefined, close: async () => undefined };
  for (let turn = from; turn < from + times; turn += 1) {
    await tick(database.db, queue, new Date(start.getTime() + turn * stepMs)).catch(() => undefined);
  }
}

/** Runs a job at once, as often as the queue would try it, with a mail server that refuses or takes. */
function executeWith(send: () => Promise<void>): JobQueue['enqueue'] {
  const ctx = { db: database.db, clock: () => start, mailer: { send } } as unknown as ServiceContext;
  const handlers = createJobHandlers(ctx, database.db);
  return async (_name, payload) => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await handlers['work.execute'](payload as JobPayload<'work.execute'>).catch(() => undefined);
    }
  };
}

const refuse = async (): Promise<void> => {
  throw new Error('NOREPLICAS Not enough good replicas to write.');
};

async function intent() {
  const [row] = await database.db.select().from(workIntents);
  return row;
}

test('a queue that refuses for days loses nothing: the mail leaves when it takes work again', async () => {
  await tickOn(60, 0, refuse);
  expect(await intent()).toMatchObject({ doneAt: null, error: null });
  let sent = 0;
  await tickOn(
    1,
    60,
    executeWith(async () => {
      sent += 1;
    }),
  );
  expect(sent).toBe(1);
  expect(await intent()).toMatchObject({ doneAt: start, error: null });
});

test('work that fails at every one of twenty hand-outs is given up, and says so', async () => {
  let tries = 0;
  const failing = executeWith(async () => {
    tries += 1;
    throw new Error('550 no such mailbox');
  });
  await tickOn(19, 0, failing);
  await tickOn(30, 19, refuse);
  expect(await intent()).toMatchObject({ doneAt: null, attempts: 19 });
  await tickOn(5, 49, failing);
  expect(tries).toBe(60);
  expect(await intent()).toMatchObject({ attempts: 20, error: 'given up after too many attempts' });
  expect((await intent())?.doneAt).not.toBeNull();
});

test('work of a kind that only newer processes know stays open for them', async () => {
  const nothing = async (): Promise<void> => undefined;
  await database.db.update(workIntents).set({ kind: 'newer.work' });
  await tickOn(2, 0, executeWith(nothing));
  expect(await intent()).toMatchObject({ doneAt: null, attempts: 2 });
  await database.db.update(workIntents).set({ kind: scheduleIntent, subjectId: 'sch_newer' });
  await database.db
    .insert(schedules)
    .values({ id: 'sch_newer', name: 'newer.sweep', rule: { everySeconds: 1e9 }, nextRunAt: new Date('9999-01-01') });
  await tickOn(1, 2, executeWith(nothing));
  expect(await intent()).toMatchObject({ doneAt: null, attempts: 3 });
});
