import { contacts } from '@dovecote/db/schema/contacts';
import { faqBots, faqHandovers, faqUnanswered } from '@dovecote/db/schema/faq';
import { moduleJobs, sentMessages } from '@dovecote/db/schema/module-work';
import { hashCode } from '@dovecote/modules/faq/handover/hash-code';
import { questionHash } from '@dovecote/modules/faq/question-hash';
import { tellWaiting } from '@dovecote/services/faq/tell-waiting';
import { eventually } from '@dovecote/testing/eventually';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

interface Shown {
  messageId: number;
  from: 'bot' | 'person';
  text: string;
}

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;
let chatId: number;

beforeAll(async () => {
  bench = await createBench();
  await bench.startManager();
  const pairs = [{ question: 'What are your opening hours?', answer: 'From 9 to 18.' }];
  bot = await bench.createBot({}, { core: {}, faq: { pairs } });
  const group = { workspaceId: bot.workspaceId, person: 'olga', title: 'Team' };
  chatId = (await bench.control<{ chatId: number }>('POST', `/groups/${bot.username}`, group)).chatId;
  await plantCode();
});
afterAll(() => bench.close());

async function plantCode(): Promise<void> {
  const set = { codeHash: hashCode('ABCDEFGHJK'), codeExpiresAt: new Date(Date.now() + 60_000) };
  await bench.db
    .insert(faqBots)
    .values({ workspaceId: bot.workspaceId, botId: bot.id, ...set })
    .onConflictDoUpdate({ target: [faqBots.workspaceId, faqBots.botId], set });
}

const inGroup = (text: string, replyToMessageId?: number, of = chatId) =>
  bench.control('POST', `/chats/${bot.username}/messages`, {
    workspaceId: bot.workspaceId,
    person: 'olga',
    chatId: of,
    text,
    ...(replyToMessageId !== undefined && { replyToMessageId }),
  });

async function groupMessages(of = chatId): Promise<Shown[]> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person: 'olga', chatId: String(of) });
  const chat = await bench.control<{ messages: Shown[] }>('GET', `/chats/${bot.username}/messages?${query}`);
  return chat.messages;
}

const questions = () => bench.db.select().from(faqUnanswered).where(eq(faqUnanswered.botId, bot.id));

test('only who runs a group connects it', async () => {
  const group = { workspaceId: bot.workspaceId, person: 'mel', status: 'member' };
  await bench.control('POST', `/groups/${bot.username}/${chatId}/members`, group);
  const words = { workspaceId: bot.workspaceId, person: 'mel', chatId, text: `/connect@${bot.username} ABCDEFGHJK` };
  await bench.control('POST', `/chats/${bot.username}/messages`, words);
  await eventually(async () => expect((await groupMessages()).at(-1)?.text).toContain('Only an administrator'));
});

test('a question goes to the group its owner connected, and a reply there reaches whoever asked', async () => {
  await plantCode();
  await inGroup(`/connect@${bot.username} ABCDEFGHJK`);
  await eventually(async () => expect((await groupMessages()).at(-1)?.text).toMatch(/^Connected\./));
  await bench.send(bot, 'ann', 'Do you ship to Malta?');
  await eventually(async () =>
    expect((await bench.answers(bot, 'ann')).at(-1)).toContain('A person has your question'),
  );
  await eventually(async () => expect((await groupMessages()).at(-1)?.text).toContain('Do you ship to Malta?'));
  const asked = (await groupMessages()).at(-1);
  expect(JSON.stringify(asked)).not.toMatch(/ann/i);
  expect(await questions()).toMatchObject([{ handedAt: expect.any(Date), answeredAt: null, resolvedAt: null }]);

  await inGroup('Yes, within a week.', asked?.messageId);
  await eventually(async () =>
    expect((await bench.answers(bot, 'ann')).at(-1)).toBe(
      'A person answers you:\nDo you ship to Malta?\n\nYes, within a week.',
    ),
  );
  await eventually(async () => expect((await groupMessages()).at(-1)?.text).toContain('nobody else'));
  expect(await questions()).toMatchObject([{ asked: 1, answeredAt: expect.any(Date) }]);
});

test('the same code connects nothing a second time', async () => {
  await inGroup(`/connect@${bot.username} ABCDEFGHJK`);
  await eventually(async () => expect((await groupMessages()).at(-1)?.text).toContain('wrong, used or too old'));
});

test('a group that becomes a supergroup keeps its questions: they are asked there again and answered from there', async () => {
  const group = { workspaceId: bot.workspaceId, person: 'olga', title: 'Desk', isBasic: true };
  const former = (await bench.control<{ chatId: number }>('POST', `/groups/${bot.username}`, group)).chatId;
  await bench.db
    .update(faqBots)
    .set({ groupChatId: String(former), groupConnectedAt: null })
    .where(eq(faqBots.botId, bot.id));
  await bench.send(bot, 'bob', 'Do you ship to Gozo?');
  await eventually(async () => expect((await groupMessages(former)).at(-1)?.text).toContain('Gozo'));
  const upgrade = { workspaceId: bot.workspaceId };
  const path = `/groups/${bot.username}/${former}/upgrade`;
  const { chatId: after } = await bench.control<{ chatId: number }>('POST', path, upgrade);
  await eventually(async () => expect((await groupMessages(after)).at(-1)?.text).toContain('Do you ship to Gozo?'));
  const isTracked = and(eq(sentMessages.botId, bot.id), eq(sentMessages.chatId, String(after)));
  await eventually(async () => expect(await bench.db.select().from(sentMessages).where(isTracked)).toHaveLength(1));
  await inGroup('By boat.', (await groupMessages(after)).at(-1)?.messageId, after);
  await eventually(async () => expect((await bench.answers(bot, 'bob')).at(-1)).toContain('By boat.'));

  // The bot did not hear of it yet: its question is sent to the old chat, and Telegram names the new one.
  await bench.db.update(contacts).set({ isBlocked: null });
  await bench.db
    .update(faqBots)
    .set({ groupChatId: String(former) })
    .where(eq(faqBots.botId, bot.id));
  await bench.send(bot, 'bob', 'Do you ship to Comino?');
  await eventually(async () => expect((await groupMessages(after)).at(-1)?.text).toContain('Comino'));
  const asked = (await groupMessages(after)).filter(({ text }) => text.includes('Comino'));
  expect(asked).toHaveLength(1);
  await bench.db
    .update(faqBots)
    .set({ groupChatId: String(after) })
    .where(eq(faqBots.botId, bot.id));
  await eventually(async () => expect(await bench.db.select().from(sentMessages).where(isTracked)).toHaveLength(2));
  await inGroup('By ferry.', asked[0]?.messageId, after);
  await eventually(async () => expect((await bench.answers(bot, 'bob')).at(-1)).toContain('By ferry.'));
});

test('an answer from the dashboard reaches everybody who waits, once', async () => {
  const question = 'Is there a discount for students?';
  await bench.db.update(faqBots).set({ groupChatId: null }).where(eq(faqBots.botId, bot.id));
  for (const person of ['cleo', 'dan']) await bench.send(bot, person, question);
  await eventually(async () => {
    const waiting = await bench.db.select().from(faqHandovers).where(eq(faqHandovers.isHanded, false));
    expect(waiting).toHaveLength(2);
  });
  const ctx = { vault: bench.vault, clock: () => new Date() };
  const resolved = { questionHash: questionHash(question), resolvedAt: new Date() };
  const row = { workspaceId: bot.workspaceId, id: bot.id };
  for (let again = 0; again < 2; again += 1) {
    await bench.db.transaction((tx) => tellWaiting(tx, ctx, row, resolved, 'Ten percent.'));
    await eventually(async () => {
      for (const person of ['cleo', 'dan']) {
        const told = (await bench.answers(bot, person)).filter((text) => text.includes('Ten percent.'));
        expect(told).toEqual([`A person answers you:\n${question}\n\nTen percent.`]);
      }
      expect(await bench.db.select().from(moduleJobs).where(eq(moduleJobs.job, 'answerWaiting'))).toEqual([]);
    });
  }
});

test('an answer from the dashboard reaches nobody who asked what differs by a symbol alone', async () => {
  const askedBy = { eve: 'What is C++?', fay: 'What is C#?', gil: '/ask 😀', hal: '/ask 🚗' };
  for (const [person, question] of Object.entries(askedBy)) await bench.send(bot, person, question);
  await eventually(async () => {
    const waiting = await bench.db.select().from(faqHandovers).where(eq(faqHandovers.botId, bot.id));
    for (const person of Object.keys(askedBy)) expect((await bench.answers(bot, person)).length).toBeGreaterThan(0);
    expect(waiting.length).toBeGreaterThanOrEqual(4);
  });
  const ctx = { vault: bench.vault, clock: () => new Date() };
  const row = { workspaceId: bot.workspaceId, id: bot.id };
  for (const [question, answer] of [
    ['What is C++?', 'A language with classes.'],
    ['😀', 'A smile.'],
  ] as const) {
    const resolved = { questionHash: questionHash(question), resolvedAt: new Date() };
    await bench.db.transaction((tx) => tellWaiting(tx, ctx, row, resolved, answer));
  }
  const told = async (person: string) =>
    (await bench.answers(bot, person)).filter((text) => text.startsWith('A person answers you:'));
  await eventually(async () => {
    expect(await bench.db.select().from(moduleJobs).where(eq(moduleJobs.job, 'answerWaiting'))).toEqual([]);
    expect(await told('eve')).toEqual(['A person answers you:\nWhat is C++?\n\nA language with classes.']);
    expect(await told('gil')).toEqual(['A person answers you:\n😀\n\nA smile.']);
  });
  expect([await told('fay'), await told('hal')]).toEqual([[], []]);
});
