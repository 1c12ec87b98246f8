import { engagementPolls, engagementQuestions } from '@dovecote/db/schema/engagement-polls';
import { faqHandovers } from '@dovecote/db/schema/faq';
import { outbox } from '@dovecote/db/schema/outbox';
import { questionHash } from '@dovecote/modules/faq/question-hash';
import { askEngagement } from '@dovecote/services/engagement/ask-engagement';
import { tellWaiting } from '@dovecote/services/faq/tell-waiting';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

interface Shown {
  messageId: number;
  from: 'bot' | 'person';
  poll?: { question: string };
  text: string;
  threadId?: number;
}

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;
let chatId: number;
/** A topic, and a message in it to reply to: that is how a simulated person writes there. */
let topic: { threadId: number; messageId: number };

beforeAll(async () => {
  bench = await createBench();
  const pairs = [{ question: 'What are your opening hours?', answer: 'From 9 to 18.' }];
  bot = await bench.createBot({}, { core: {}, engagement: {}, faq: { pairs } });
  const { workspaceId, id: botId } = bot;
  const group = { workspaceId, person: 'olga', title: 'Team', isForum: true };
  chatId = (await bench.control<{ chatId: number }>('POST', `/groups/${bot.username}`, group)).chatId;
  const member = { workspaceId, person: 'olga', status: 'administrator', isBot: true };
  await bench.control('POST', `/groups/${bot.username}/${chatId}/members`, member);
  const { message_thread_id: threadId } = await call<{ message_thread_id: number }>('createForumTopic', {
    name: 'Fun',
  });
  const opening = { text: 'Welcome.', message_thread_id: threadId };
  topic = { threadId, messageId: (await call<{ message_id: number }>('sendMessage', opening)).message_id };
  await bench.db.insert(engagementQuestions).values({
    workspaceId,
    botId,
    id: 'q1',
    question: 'One and one?',
    options: ['2', '3'],
    right: [0],
    createdAt: new Date(),
  });
  await bench.startManager();
  await eventually(async () =>
    expect(await answersTo(topic)).toMatchObject([{ text: expect.stringContaining('Hello') }]),
  );
});
afterAll(() => bench.close());

async function call<Result>(method: string, params: object): Promise<Result> {
  const response = await fetch(`${bench.apiRoot}/bot${bot.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: chatId, ...params }),
  });
  return ((await response.json()) as { result: Result }).result;
}

const say = (text: string) =>
  bench.control<{ messageId: number }>('POST', `/chats/${bot.username}/messages`, {
    workspaceId: bot.workspaceId,
    person: 'olga',
    chatId,
    text,
    replyToMessageId: topic.messageId,
  });

async function answersTo({ messageId }: { messageId: number }): Promise<Shown[]> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person: 'olga', chatId: String(chatId) });
  const chat = await bench.control<{ messages: Shown[] }>('GET', `/chats/${bot.username}/messages?${query}`);
  return chat.messages.filter((message) => message.from === 'bot' && message.messageId > messageId);
}

test.each(['quiz', 'challenge'])('/%s is answered in the topic where it was asked for', async (command) => {
  const asked = await say(`/${command}@${bot.username}`);
  await eventually(async () => expect(await answersTo(asked)).toMatchObject([{ threadId: topic.threadId }]));
});

test('a poll comes back to its topic when the owner approves it', async () => {
  const asked = await say(`/poll@${bot.username} Where to?\nSea\nHills`);
  await eventually(async () => expect(await answersTo(asked)).toMatchObject([{ threadId: topic.threadId }]));
  const [poll] = await bench.db
    .update(engagementPolls)
    .set({ state: 'approved' })
    .where(eq(engagementPolls.state, 'proposed'))
    .returning();
  const job = { job: 'approvedPoll', key: poll?.id ?? '', chatId: String(chatId), runAt: new Date() } as const;
  await bench.db.transaction((tx) => askEngagement(tx, bot, job));
  await eventually(async () =>
    expect(await answersTo(asked)).toMatchObject([{}, { poll: { question: 'Where to?' }, threadId: topic.threadId }]),
  );
});

test('a poll whose topic was deleted before the owner approved it comes to the group as a whole', async () => {
  const asked = await say(`/poll@${bot.username} When then?\nNow\nLater`);
  await eventually(async () => expect(await answersTo(asked)).toHaveLength(1));
  const [poll] = await bench.db
    .update(engagementPolls)
    .set({ state: 'approved', threadId: topic.threadId + 900 })
    .where(eq(engagementPolls.state, 'proposed'))
    .returning();
  const job = { job: 'approvedPoll', key: poll?.id ?? '', chatId: String(chatId), runAt: new Date() } as const;
  await bench.db.transaction((tx) => askEngagement(tx, bot, job));
  await eventually(async () => expect((await answersTo(asked))[1]).toMatchObject({ poll: { question: 'When then?' } }));
  expect((await answersTo(asked))[1]).not.toHaveProperty('threadId');
  const [call] = await bench.db
    .select()
    .from(outbox)
    .where(eq(outbox.ref, `engagement/poll:${poll?.id}`));
  expect(call).toMatchObject({ state: 'sent', receipt: { withoutTopic: topic.threadId + 900 } });
});

test('the owner’s answer to a question asked in a topic comes there', async () => {
  const question = 'Do you ship to Malta?';
  const asked = await say(`/ask@${bot.username} ${question}`);
  await eventually(async () => {
    expect(await answersTo(asked)).toHaveLength(1);
    expect(await bench.db.select().from(faqHandovers)).toHaveLength(1);
  });
  const ctx = { vault: bench.vault, clock: () => new Date() };
  const resolved = { questionHash: questionHash(question), resolvedAt: new Date() };
  await bench.db.transaction((tx) => tellWaiting(tx, ctx, bot, resolved, 'Yes.'));
  await eventually(async () =>
    expect((await answersTo(asked))[1]).toMatchObject({
      text: expect.stringContaining('Yes.'),
      threadId: topic.threadId,
    }),
  );
});
