import { faqBots, faqUnanswered } from '@dovecote/db/schema/faq';
import { hashCode } from '@dovecote/modules/faq/handover/hash-code';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
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
  const code = { codeHash: hashCode('ABCDEFGHJK'), codeExpiresAt: new Date(Date.now() + 60_000) };
  await bench.db.insert(faqBots).values({ workspaceId: bot.workspaceId, botId: bot.id, ...code });
});
afterAll(() => bench.close());

const inGroup = (text: string, replyToMessageId?: number) =>
  bench.control('POST', `/chats/${bot.username}/messages`, {
    workspaceId: bot.workspaceId,
    person: 'olga',
    chatId,
    text,
    ...(replyToMessageId !== undefined && { replyToMessageId }),
  });

async function groupMessages(): Promise<Shown[]> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person: 'olga', chatId: String(chatId) });
  const chat = await bench.control<{ messages: Shown[] }>('GET', `/chats/${bot.username}/messages?${query}`);
  return chat.messages;
}

const questions = () => bench.db.select().from(faqUnanswered).where(eq(faqUnanswered.botId, bot.id));

test('a question goes to the group its owner connected, and a reply there reaches whoever asked', async () => {
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
