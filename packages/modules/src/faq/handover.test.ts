import { contacts } from '@dovecote/db/schema/contacts';
import { faqBots, faqHandovers, faqUnanswered } from '@dovecote/db/schema/faq';
import { sql } from 'drizzle-orm';
import type { Message } from 'grammy/types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { owner } from '../kit/apply-writes.test-helper';
import { jobUpdate } from '../kit/job';
import { jobPlace } from '../kit/job-place';
import { buttonsOf, messageUpdate, openSealed, pressUpdate, textsOf, textUpdate } from '../kit/talk.test-helper';
import { sayWrite } from '../kit/write-statement';
import { createFaqWorld, type FaqWorld, groupId } from './faq-world.test-helper';
import { questionHash } from './question-hash';
import { handoverErase } from './store';

const settings = { faq: { pairs: [{ question: 'What are your opening hours?', answer: 'From 9 to 18.' }] } };
const chat = { id: groupId, type: 'supergroup', title: 'Team' };
const inGroup = (fields: object, updateId: number) =>
  messageUpdate({ chat, ...fields } as Partial<Message>, { personId: 7007, updateId });
const replyTo = (messageId: number) => ({ reply_to_message: { message_id: messageId, from: { id: 4242 } } });

let world: FaqWorld;
beforeAll(async () => {
  world = await createFaqWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const table of ['faq_unanswered', 'faq_handovers', 'faq_bots', 'sent_messages', 'contacts'])
    await world.database.owner.execute(`delete from ${table}`);
  world.forgetGroup();
});

const ask = (question: string, updateId: number, personId = 1001) =>
  world.say(textUpdate(`/ask ${question}`, { personId, updateId }), { settings });
/** The owner answers on the dashboard. */
const tell = ({ resolvedAt = '2026-01-02T03:04:06Z', question = 'Do you ship to Malta?' } = {}) =>
  world.say(
    jobUpdate(
      'told',
      {
        module_id: 'faq',
        name: 'answerWaiting',
        key: questionHash(question),
        payload: { answer: 'Yes, in a week.', resolvedAt },
        run_at: '',
        is_task: false,
      },
      null,
    ),
  );
const unanswered = () => world.database.owner.select().from(faqUnanswered);

describe('a question nobody can answer', () => {
  it('goes to the owner’s group and topic, without a name, and the reply reaches the person with the question', async () => {
    await world.connectGroup(77);
    const said = await ask('Do you ship to Malta?', 1);
    const toGroup = said.calls.find(({ payload }) => payload.chat_id === groupId);
    expect(toGroup?.payload).toMatchObject({
      message_thread_id: 77,
      text: expect.stringContaining('Do you ship to Malta?'),
    });
    expect(JSON.stringify(toGroup)).not.toMatch(/Ada|1001"/);
    expect(said.calls.at(-1)?.payload.text).toContain('A person has your question');
    expect(await unanswered()).toMatchObject([{ asked: 1, handedAt: expect.any(Date), answeredAt: null }]);

    const replied = await world.say(
      inGroup({ text: 'Yes, in a week.', ...replyTo(await world.messageOf('handover:')) }, 2),
    );
    expect(replied.calls[0]?.payload).toMatchObject({
      chat_id: 1001,
      text: 'A person answers you:\nDo you ship to Malta?\n\nYes, in a week.',
    });
    expect(textsOf(replied).at(-1)).toContain('nobody else');
    expect(JSON.stringify(replied.calls[0])).not.toContain('7007');
    const [row] = await unanswered();
    expect(row).toMatchObject({ asked: 1, answeredAt: expect.any(Date), resolvedAt: null });
    expect(row?.answer).toMatch(/^sealed\|/);
  });

  it('is promised to nobody while the bot is no longer in the group, and goes there again once it is', async () => {
    await world.connectGroup();
    const [workspaceId, botId] = [owner.workspaceId, owner.botId];
    const group = { workspaceId, botId, channel: 'telegram', externalId: String(groupId), kind: 'supergroup' } as const;
    const at = new Date();
    await world.database.owner.insert(contacts).values({ ...group, firstSeenAt: at, lastSeenAt: at, isBlocked: true });
    const said = await ask('Do you ship to Malta?', 1);
    expect(said.calls.filter(({ payload }) => payload.chat_id === groupId)).toEqual([]);
    expect(textsOf(said).join()).not.toContain('A person has your question');
    expect(await unanswered()).toMatchObject([{ asked: 1, handedAt: null }]);
    await world.database.owner.update(contacts).set({ isBlocked: false });
    expect(textsOf(await ask('Do you ship to Gozo?', 2)).at(-1)).toContain('A person has your question');
  });

  it('is answered to the one whose message was replied to: a stranger who asked the same gets nothing', async () => {
    await world.connectGroup();
    await ask('Where is my order?', 1, 2002);
    const ofStranger = await world.messageOf('handover:');
    await ask('where is my order', 2, 1001);
    const ofCustomer = await world.messageOf('handover:');
    expect(await unanswered()).toMatchObject([{ asked: 2, answeredAt: null }]);
    const replied = await world.say(inGroup({ text: 'At 5 Rose Lane.', ...replyTo(ofCustomer) }, 3));
    expect(replied.calls.map(({ payload }) => payload.chat_id)).toEqual([1001, groupId]);
    const later = await world.say(inGroup({ text: 'With the porter.', ...replyTo(ofCustomer) }, 4));
    expect(later.calls.map(({ payload }) => payload.chat_id)).toEqual([1001, groupId]);
    const toStranger = await world.say(inGroup({ text: 'Who are you?', ...replyTo(ofStranger) }, 5));
    expect(toStranger.calls.map(({ payload }) => payload.chat_id)).toEqual([2002, groupId]);
  });

  it('asked in a forum topic is answered there, with a text, a picture or the owner’s answer', async () => {
    await world.connectGroup();
    const topic = { is_topic_message: true as const, message_thread_id: 9 };
    const there = { chat: 'supergroup', personId: 1001 } as const;
    const place = { chat_id: -100_001_001, message_thread_id: 9 };
    await world.say(messageUpdate({ text: '/ask To Malta?', ...topic }, { ...there, updateId: 1 }), { settings });
    const message = await world.messageOf('handover:');
    const text = await world.say(inGroup({ text: 'In a week. '.repeat(380), ...replyTo(message) }, 2));
    expect(text.calls.slice(0, 2)).toMatchObject([{ payload: place }, { payload: place }]);
    const photo = await world.say(inGroup({ photo: [], ...replyTo(message) }, 3));
    expect(photo.calls.slice(0, 2)).toMatchObject([
      { method: 'sendMessage', payload: place },
      { method: 'copyMessage', payload: place },
    ]);
    await world.say(messageUpdate({ text: '/ask To Gozo?', ...topic }, { ...there, updateId: 4 }), { settings });
    expect((await tell({ question: 'To Gozo?' })).calls).toMatchObject([{ payload: place }]);
  });

  it('is no longer answered from a group that was disconnected or replaced', async () => {
    await world.connectGroup();
    await ask('Do you ship to Malta?', 1);
    const message = await world.messageOf('handover:');
    for (const groupChatId of [null, '-1009999']) {
      await world.database.owner.update(faqBots).set({ groupChatId });
      const replied = await world.say(inGroup({ text: 'Buy at my shop.', ...replyTo(message) }, 2));
      expect(replied.calls.map(({ payload }) => payload.chat_id)).not.toContain(1001);
    }
    expect(await unanswered()).toMatchObject([{ answeredAt: null }]);
  });

  it('goes to the group once while it waits there, however often its person asks it', async () => {
    await world.connectGroup();
    for (let at = 1; at <= 5; at += 1) {
      const said = await ask('Do you ship to Malta?', at);
      expect(textsOf(said).at(-1)).toContain('A person has your question');
    }
    expect(world.textsInGroup()).toHaveLength(1);
    expect(await unanswered()).toMatchObject([{ asked: 5 }]);
    await world.say(inGroup({ text: 'Yes.', ...replyTo(await world.messageOf('handover:')) }, 6));
    await ask('Do you ship to Malta?', 7);
    expect(world.textsInGroup()).toHaveLength(3);
  });

  it('is only noted, which is said, where three of the same person wait for a reply; others are heard', async () => {
    await world.connectGroup();
    for (let at = 1; at <= 30; at += 1) {
      const said = await ask(`Do you ship to island ${'x'.repeat(at)}?`, at);
      expect(textsOf(said).at(-1)).toContain(at <= 3 ? 'A person has your question' : 'too many wait');
    }
    expect(world.textsInGroup()).toHaveLength(3);
    expect(await unanswered()).toHaveLength(30);
    await ask('Do you ship to Malta?', 31, 2002);
    expect(world.textsInGroup()).toHaveLength(4);
    await world.say(inGroup({ text: 'No.', ...replyTo(await world.messageOf('handover:1-')) }, 32));
    await ask('Do you ship to Gozo?', 33);
    expect(world.textsInGroup().at(-1)).toContain('Gozo');
  });

  it('is only noted where 200 of the bot wait, until the owner resolves some or connects a group anew', async () => {
    await world.connectGroup();
    await world.database.owner.execute(sql`
      insert into faq_handovers (workspace_id, bot_id, id, external_id, chat_id, question_hash, question, language,
        asked_at)
      select ${owner.workspaceId}, ${owner.botId}, n, 'p' || n, 'p' || n, n, 'sealed', 'en', '2026-01-01T00:00:00Z'
      from generate_series(1, 200) as n`);
    expect(textsOf(await ask('Do you ship to Malta?', 1)).at(-1)).toContain('too many wait');
    expect(world.textsInGroup()).toEqual([]);
    await world.database.owner.execute(sql`
      insert into faq_unanswered (workspace_id, bot_id, question_hash, question, asked, first_asked_at, last_asked_at,
        resolved_at)
      values (${owner.workspaceId}, ${owner.botId}, '7', 'sealed', 1, now(), now(), '2026-01-02T00:00:00Z')`);
    await ask('Do you ship to Malta?', 2);
    expect(world.textsInGroup()).toHaveLength(1);
    expect(textsOf(await ask('Do you ship to Gozo?', 3)).at(-1)).toContain('too many wait');
    await world.database.owner.update(faqBots).set({ groupConnectedAt: new Date('2026-01-02T00:00:00Z') });
    await ask('Do you ship to Gozo?', 4);
    expect(world.textsInGroup()).toHaveLength(2);
  });

  it('may be answered with a picture, which is copied without its sender', async () => {
    await world.connectGroup();
    await ask('Do you ship to Malta?', 1);
    const photo = { photo: [{ file_id: 'f' }], message_id: 55, ...replyTo(await world.messageOf('handover:')) };
    const replied = await world.say(inGroup(photo, 2));
    expect(replied.calls.map(({ method }) => method)).toEqual(['sendMessage', 'copyMessage', 'sendMessage']);
    expect(replied.calls[1]?.payload).toEqual({ chat_id: 1001, from_chat_id: groupId, message_id: 55 });
  });

  it('is no answer when it replies to another message of the bot, or comes from another chat', async () => {
    await world.connectGroup();
    await ask('Do you ship to Malta?', 1);
    const message = await world.messageOf('handover:');
    const other = await world.say(inGroup({ text: 'opening hours', ...replyTo(message + 999) }, 2), { settings });
    expect(textsOf(other)[0]).toContain('From 9 to 18.');
    const elsewhere = messageUpdate({ text: 'opening hours', ...replyTo(message) } as object, { chat: 'supergroup' });
    expect((await world.say(elsewhere, { settings })).calls.every(({ payload }) => payload.chat_id !== 1001)).toBe(
      true,
    );
  });

  it('stays with the bot where no group is connected or the owner does not want it, and who asked is noted once', async () => {
    expect((await ask('Do you ship to Malta?', 1)).calls).toHaveLength(1);
    await world.connectGroup();
    const off = { faq: { ...settings.faq, isHandedOver: false } };
    expect((await world.say(textUpdate('/ask Do you ship?'), { settings: off })).calls).toHaveLength(1);
    await world.say(textUpdate('/ask Do you ship?', { updateId: 3 }), { settings: off });
    const kept = await world.database.owner.select().from(faqHandovers);
    expect(kept.map(({ isHanded }) => isHanded)).toEqual([false, false]);
  });

  it('leaves nothing of a person who is erased', async () => {
    await world.connectGroup();
    await ask('Do you ship to Malta?', 1, 1001);
    await ask('Do you ship to Malta?', 2, 2002);
    await world.commit([sayWrite(handoverErase, { external_id: '1001' })]);
    expect(await world.database.owner.select().from(faqHandovers)).toMatchObject([{ externalId: '2002' }]);
  });
});

describe('a group that became a supergroup', () => {
  const formerId = -5_000_001;
  const [former, upgraded] = [
    { id: formerId, type: 'group', title: 'Team' },
    { ...chat, title: 'Team' },
  ];
  const move = (fields: object, at: object, updateId: number) =>
    world.say(messageUpdate({ chat: at, ...fields } as Partial<Message>, { personId: 7007, updateId }));
  const moveBoth = async () => {
    await move({ migrate_to_chat_id: groupId }, former, 20);
    await move({ migrate_from_chat_id: formerId }, upgraded, 21);
  };
  const askAgain = (after?: string) =>
    world.say(
      jobUpdate(
        `again:${after}`,
        { module_id: 'faq', name: 'askAgain', key: String(groupId), payload: { after }, run_at: '', is_task: false },
        String(groupId),
      ),
    );
  beforeEach(async () => {
    await world.connectGroup();
    await world.database.owner.update(faqBots).set({ groupChatId: String(formerId) });
  });

  it('is followed, and asked again what waits there; a number of the old chat means nobody in the new one', async () => {
    await ask('Do you ship to Malta?', 1);
    const old = await world.messageOf('handover:');
    await moveBoth();
    expect(await world.database.owner.select().from(faqBots)).toMatchObject([{ groupChatId: String(groupId) }]);
    const early = await world.say(inGroup({ text: 'Not for you.', ...replyTo(old) }, 22));
    expect(early.calls.map(({ payload }) => payload.chat_id)).not.toContain(1001);
    await askAgain();
    expect(world.textsInGroup().at(-1)).toContain('Do you ship to Malta?');
    expect((await askAgain()).calls).toEqual([]);
    const replied = await world.say(inGroup({ text: 'Yes.', ...replyTo(await world.messageOf('handover:')) }, 23));
    expect(replied.calls[0]?.payload).toMatchObject({ chat_id: 1001, text: expect.stringContaining('Yes.') });
    expect((await askAgain()).calls).toEqual([]);
  });

  it('is asked ten questions at a time, each once', async () => {
    for (let at = 1; at <= 12; at += 1) await ask(`Do you ship to island ${'x'.repeat(at)}?`, at + 30, 3000 + at);
    await moveBoth();
    const first = await askAgain();
    expect(first.calls).toHaveLength(10);
    const again = first.writes.find(({ row }) => row.job === 'askAgain');
    const payload = JSON.parse(
      openSealed(String(again?.row.payload), jobPlace('bot_1', 'faq', 'askAgain', String(groupId))),
    );
    expect((await askAgain(payload.after)).calls).toHaveLength(2);
  });

  it('gets the answers to what its own people asked', async () => {
    const asked = { ...former, id: -5_000_002 };
    await world.say(messageUpdate({ chat: asked, text: '/ask Where?' } as Partial<Message>, { updateId: 1 }), {
      settings,
    });
    await move({ migrate_to_chat_id: -1_009_999_999_999 }, asked, 2);
    expect(await world.database.owner.select().from(faqHandovers)).toMatchObject([{ chatId: '-1009999999999' }]);
  });
});

describe('an answer given on the dashboard', () => {
  it('reaches everybody who waits for it, once, with a group or without; not who said /stop or asked later', async () => {
    await ask('Do you ship to Malta?', 1, 1001);
    await world.connectGroup();
    await ask('do you ship to malta', 2, 2002);
    await ask('Do you ship to Malta?', 3, 3003);
    await ask('Do you ship to Gozo?', 4, 4004);
    await world.database.owner.execute(sql`
      insert into contacts (workspace_id, bot_id, channel, external_id, kind, first_seen_at, last_seen_at, is_stopped)
      values (${owner.workspaceId}, ${owner.botId}, 'telegram', '3003', 'private', now(), now(), true)
      on conflict (workspace_id, bot_id, channel, external_id) do update set is_stopped = true`);
    expect((await tell({ resolvedAt: '2026-01-02T03:04:04Z' })).calls).toEqual([]);
    const told = await tell();
    expect(told.calls.map(({ payload }) => payload.chat_id)).toEqual([1001, 2002]);
    expect(textsOf(told)[0]).toBe('A person answers you:\nDo you ship to Malta?\n\nYes, in a week.');
    expect((await tell()).calls).toEqual([]);
  });

  it('reaches nobody who asked something else, were it told apart by a symbol alone', async () => {
    const askedBy = ['What is C++?', 'What is C#?', '😀', '🚗', '???', 'what is  c++'];
    for (const [at, question] of askedBy.entries()) await ask(question, at + 1, 1001 + at);
    expect((await unanswered()).map(({ asked }) => asked).sort()).toEqual([1, 1, 1, 1, 2]);
    const toldOf = async (question: string) => {
      const told = await tell({ question });
      return told.calls.map(({ payload }) => payload.chat_id);
    };
    expect(await toldOf('What is C++?')).toEqual([1001, 1006]);
    expect(await toldOf('😀')).toEqual([1003]);
    expect(await toldOf('???')).toEqual([1005]);
  });

  it('reaches a person once who asked before a group was connected and again after, and is said once', async () => {
    await ask('Do you ship to Malta?', 1);
    await world.connectGroup();
    await ask('Do you ship to Malta?', 2);
    await ask('Do you ship to Gozo?', 3);
    expect(await world.database.owner.select().from(faqHandovers)).toHaveLength(3);
    expect((await tell()).calls.map(({ payload }) => payload.chat_id)).toEqual([1001]);
    expect((await tell({ resolvedAt: '2026-01-02T03:04:07Z' })).calls).toEqual([]);
    const message = await world.messageOf('handover:2-');
    const more = await world.say(inGroup({ text: 'By boat.', ...replyTo(message) }, 5));
    expect(more.calls[0]?.payload.chat_id).toBe(1001);
    expect(await world.database.owner.select().from(faqHandovers)).toHaveLength(2);
  });

  it('is not told to who had the group’s answer to the same question, whenever they asked it first', async () => {
    await ask('Do you ship to Malta?', 1);
    await ask('Do you ship to Malta?', 2, 2002);
    await world.connectGroup();
    await ask('Do you ship to Malta?', 3);
    await world.say(inGroup({ text: 'Yes.', ...replyTo(await world.messageOf('handover:3-')) }, 4));
    expect((await tell()).calls.map(({ payload }) => payload.chat_id)).toEqual([2002]);
  });

  it('goes to twenty people at a time', async () => {
    for (let at = 1; at <= 23; at += 1) await ask('Do you ship to Malta?', at, 5000 + at);
    const first = await tell();
    expect(first.calls).toHaveLength(20);
    const again = first.writes.find(({ row }) => row.job === 'answerWaiting');
    expect(again?.row).toMatchObject({ key: questionHash('Do you ship to Malta?'), chat_id: null });
    expect((await tell()).calls).toHaveLength(3);
  });
});

describe('the button "Ask a person"', () => {
  const press = async (message: object, dialogue = {}) => {
    const answered = await world.say(textUpdate('opening hours'), { settings });
    const data = buttonsOf(answered).find(({ text }) => text === 'Ask a person')?.callback_data ?? '';
    return await world.say(pressUpdate(data, { message: message as Partial<Message>, updateId: 3 }), {
      settings,
      ...dialogue,
    });
  };

  it('hands the question on that the answer replies to', async () => {
    await world.connectGroup();
    const said = await press({ text: 'From 9 to 18.', reply_to_message: { text: '/ask opening hours' } });
    const toGroup = said.calls.find(({ payload }) => payload.chat_id === groupId);
    expect(toGroup?.payload.text).toContain('\nopening hours\n');
  });

  it('asks for the question where the message does not show it', async () => {
    await world.connectGroup();
    const said = await press({ text: 'From 9 to 18.' });
    expect(textsOf(said)[0]).toContain('Write it in one message');
    const row = said.writes.find(({ statement }) => statement.id === 'dialogues.set')?.row as {
      state: Record<string, unknown>;
    };
    const dialogue = { moduleId: 'faq', state: row.state };
    const asked = await world.say(textUpdate('opening hours at Easter?', { updateId: 4 }), { settings, dialogue });
    expect(asked.calls.some(({ payload }) => payload.chat_id === groupId)).toBe(true);
  });

  it('is not there where nobody is there to ask', async () => {
    const answered = await world.say(textUpdate('opening hours'), { settings });
    expect(buttonsOf(answered)).toEqual([]);
  });
});
