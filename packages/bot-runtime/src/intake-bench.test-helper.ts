import type { Db } from '@dovecote/db/client';
import { updates } from '@dovecote/db/schema/updates';
import { and, eq } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import type { BotRecord } from './bot-record';
import { Intake, type IntakeOptions } from './intake';
import type { JournalEntry } from './journal';
import { JournalWriter } from './journal-writer';
import { Lanes } from './lanes';
import { MemoryBudget } from './memory-budget';
import { RecentlyClosed } from './recently-closed';
import type { RuntimeBench } from './runtime-bench.test-helper';

/** A message to the bot in a private chat. */
export function messageUpdate(updateId: number, chatId = 5, text = 'hello'): Update {
  const from = { id: chatId, is_bot: false, first_name: 'Ann' };
  const chat = { id: chatId, type: 'private' as const, first_name: 'Ann' };
  return { update_id: updateId, message: { message_id: updateId, date: 1_700_000_000, from, chat, text } };
}

/** A gate that is shut until it is opened. */
export function createGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** The journal's writer, whose appends begin when the gate opens, in the order they were asked for. */
export class GatedWriter extends JournalWriter {
  #turn: Promise<unknown>;

  constructor(db: Db, gate: Promise<void>) {
    super(db, 'prc_here');
    this.#turn = gate;
  }

  override append(...given: Parameters<JournalWriter['append']>): Promise<number | null> {
    const appended = this.#turn.then(() => super.append(...given));
    this.#turn = appended;
    return appended;
  }
}

/** The database, whose answers to reads go on only when `release` lets them. */
export function holdReads(db: Db) {
  const gates: ReturnType<typeof createGate>[] = [];
  let read = 0;
  const execute = async (...given: Parameters<Db['execute']>) => {
    const gate = createGate();
    gates.push(gate);
    const rows = await db.execute(...given);
    read += 1;
    await gate.opened;
    return rows;
  };
  return {
    db: Object.assign(Object.create(db) as Db, { execute }),
    /** Reads whose rows are fixed. */
    readCount: () => read,
    /** Lets all reads that were begun so far return. */
    release: () => {
      for (const gate of gates.splice(0)) gate.open();
    },
  };
}

/** A bot's intake over the real journal and real lanes; `worked` lists updates as they are worked. */
export function createIntake(bench: RuntimeBench, record: BotRecord, set: Partial<IntakeOptions> = {}) {
  const worked: string[] = [];
  const memory = new MemoryBudget(1_000_000);
  const hold = { until: Promise.resolve() };
  const work = async (_botId: string, entry: JournalEntry): Promise<void> => {
    worked.push(entry.updateId);
    await hold.until;
    await bench.db
      .update(updates)
      .set({ state: 'done', finishedAt: new Date() })
      .where(and(eq(updates.botId, record.id), eq(updates.updateId, entry.updateId)));
    entry.fresh?.acknowledge();
    intake.end(entry);
  };
  const lanes = new Lanes<JournalEntry>({
    maxConcurrent: 100,
    maxConcurrentPerWorkspace: 100,
    maxConcurrentBesideOthers: 100,
    nowMs: () => performance.now(),
    work,
  });
  lanes.open(record.id, record);
  const options: IntakeOptions = {
    db: bench.db,
    writer: new JournalWriter(bench.db, 'prc_here'),
    lanes,
    memory,
    recentlyClosed: new RecentlyClosed(() => performance.now()),
    isOverloaded: () => false,
    isLeaseValid: () => true,
    sender: { isFull: () => false, handOverAgain: async () => true },
    clock: () => new Date(),
    onUnread: () => undefined,
    ...set,
  };
  const intake: Intake = new Intake(options, record, false);
  return { intake, worked, memory, lanes, hold };
}
