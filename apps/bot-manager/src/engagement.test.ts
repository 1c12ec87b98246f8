import { checkLedger, noFaults } from '@dovecote/modules/engagement/ledger/check-ledger.test-helper';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

interface Message {
  messageId: number;
  from: 'bot' | 'person';
  text: string;
  replyMarkup: { inline_keyboard?: { text: string; callback_data?: string }[][] } | null;
}

interface View {
  person: { id: number };
  messages: Message[];
}

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;

beforeEach(async () => {
  bench = await createBench();
  const rewards = [{ id: 'mug', title: 'Mug', cost: 60, stock: 2, code: 'CODE-1' }];
  bot = await bench.createBot({}, { core: {}, engagement: { rewards } });
  await bench.startManager();
});
afterEach(() => bench.close());

function look(person: string): Promise<View> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person });
  return bench.control<View>('GET', `/chats/${bot.username}/messages?${query}`);
}

/** Presses the button in the bot's last message; what its bubble said. */
async function press(person: string, label: string): Promise<string | undefined> {
  let found: { messageId?: number | undefined; data?: string | undefined } = {};
  await eventually(async () => {
    const message = (await look(person)).messages.findLast(({ from, replyMarkup }) => from === 'bot' && replyMarkup);
    const button = message?.replyMarkup?.inline_keyboard?.flat().find(({ text }) => text.includes(label));
    expect(button, label).toBeDefined();
    found = { messageId: message?.messageId, data: button?.callback_data };
  });
  const pressed = await bench.control<{ answered: { text?: string } | null }>(
    'POST',
    `/chats/${bot.username}/presses`,
    { workspaceId: bot.workspaceId, person, ...found, waitSeconds: 20 },
  );
  return pressed.answered?.text;
}

async function give(person: string, points: number): Promise<void> {
  const account = `person:${(await look(person)).person.id}`;
  await bench.db.execute(sql`
    insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, at)
    values (${bot.workspaceId}, ${bot.id}, ${`gift:${person}`}, 'house:adjustment', ${account}, ${points}, 'adjustment',
      true, current_date, now())`);
}

test('of ten people who press at once, two have the two pieces and the others are told that it is sold out', async () => {
  const people = Array.from({ length: 10 }, (_, index) => `person${index}`);
  for (const person of people) {
    await bench.send(bot, person, '/dashboard');
    await give(person, 100);
    await press(person, 'Rewards');
    await press(person, 'Mug');
  }
  const told = await Promise.all(people.map((person) => press(person, 'Yes')));
  expect(told.filter((text) => text === 'Sold out.')).toHaveLength(8);
  const codes = await Promise.all(
    people.map(async (person) => (await bench.answers(bot, person)).filter((text) => text.includes('CODE-1')).length),
  );
  expect(codes.sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  expect(await checkLedger(bench.db, { mug: 2 })).toEqual(noFaults);
  const failed = await bench.db.execute(sql`select reason from updates where state = 'dead_lettered'`);
  expect(failed.rows).toEqual([]);
});

test('a game is played in one message of the bot, and brings points once', async () => {
  await bench.send(bot, 'ann', '/game');
  await press('ann', 'Target');
  await press('ann', 'Easy');
  for (let round = 0; round < 5; round += 1) {
    await press('ann', '🎯');
    if (round < 4) {
      await eventually(async () => expect((await bench.answers(bot, 'ann'))[0] ?? '').toContain(`${round + 1} / 5`));
    }
  }
  await eventually(async () => expect((await bench.answers(bot, 'ann'))[0] ?? '').toContain('🏆 Won!'));
  await eventually(async () => {
    const [board, notice, ...others] = await bench.answers(bot, 'ann');
    expect(board).toMatch(/\+\d+ points/);
    expect(notice ?? '').toContain('🎮 Achievement: Player! +10');
    expect(others).toEqual([]);
  });
  const lines = await bench.db.execute<{ reason: string }>(sql`select reason from engagement_entries order by reason`);
  expect(lines.rows.map(({ reason }) => reason)).toEqual(['achievement', 'achievement', 'game']);
  expect(await checkLedger(bench.db)).toEqual(noFaults);
  const [event] = (await bench.db.execute(sql`select event from live_events where event = 'achievement_unlocked'`))
    .rows;
  expect(event).toBeDefined();
});

test('who asks to be forgotten is, and the ledger still adds up', async () => {
  await bench.send(bot, 'ann', '/checkin');
  await eventually(async () => expect((await bench.answers(bot, 'ann')).length).toBeGreaterThan(0));
  await bench.send(bot, 'ann', '/deleteme');
  await press('ann', 'Delete it');
  await eventually(async () => expect((await bench.answers(bot, 'ann')).join()).toContain('Deleted'));
  const people = await bench.db.execute(sql`select from engagement_people`);
  expect(people.rowCount).toBe(0);
  expect(await checkLedger(bench.db)).toEqual(noFaults);
});

test('a new person who checks in by the dashboard’s button is shown what it brought', async () => {
  await bench.send(bot, 'ann', '/dashboard');
  expect(await press('ann', 'Check in')).toContain('+3');
  await eventually(async () => {
    const shown = (await look('ann')).messages.find(({ text }) => text.includes('to spend'))?.text;
    expect(shown).toMatch(/3 points to spend, 3 earned[\s\S]*\+3 {2}check-in, day 1$/u);
  });
});
