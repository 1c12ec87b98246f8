import type { Message, Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buttonsOf,
  messageUpdate,
  pressUpdate,
  type TalkOptions,
  talk as talkTo,
  textsOf,
  textUpdate,
} from '../kit/talk.test-helper';
import { createTalkDatabase, type TalkDatabase } from '../kit/talk-database.test-helper';

let database: TalkDatabase;
beforeAll(async () => {
  database = await createTalkDatabase();
});
afterAll(() => database.close());

const talk = (update: Update, options: TalkOptions = {}) => talkTo(update, { db: database.db, ...options });

const pairs = [
  { question: 'What are your opening hours?', answer: 'From 9 to 18.' },
  { question: 'How do I get a refund?', answer: 'Write to us within 14 days.' },
];
const settings = { faq: { pairs } };
const torn = {
  faq: {
    pairs: [
      { question: 'How do I change my delivery address?', answer: 'In your profile.' },
      { question: 'How do I change my billing address?', answer: 'Write to us.' },
    ],
  },
};
/** Reads in the order said all that is sealed or sent; half a character is none that can be kept. */
const brokenIn = (said: Awaited<ReturnType<typeof talk>>) => [
  ...said.calls.filter(({ payload }) => JSON.stringify(payload).includes('\\ud83d')),
  ...said.writes.flatMap(({ row }) =>
    Object.values(row)
      .filter((value) => typeof value === 'string' && value.startsWith('sealed|'))
      .map((value) => Buffer.from(String(value).split('|').at(-1) ?? '', 'base64').toString())
      .filter((text) => text.includes('\ufffd')),
  ),
];

/** What the neighbours note beside it is not asked about. */
const askedId = (said: Awaited<ReturnType<typeof talk>>) =>
  said.writes.map(({ statement }) => statement.id).filter((id) => !id.startsWith('engagement.'));

describe('/ask', () => {
  it('answers from the owner’s pairs and names its source in italics', async () => {
    const said = await talk(textUpdate('/ask when do you open?'), { settings });
    const text = 'From 9 to 18.\n\n— from: What are your opening hours?';
    expect(said.calls).toMatchObject([{ method: 'sendMessage', payload: { text } }]);
    expect(said.calls[0]?.payload.entities).toEqual([{ type: 'italic', offset: 15, length: text.length - 15 }]);
  });

  describe('where symbols tell one thing from another', () => {
    const answersOf = async (question: string, ...of: string[]) => {
      const known = of.map((name) => ({ question: `How do I learn ${name} at home?`, answer: `Read about ${name}.` }));
      const settings = { faq: { pairs: known, isSourceShown: false } };
      return textsOf(await talk(textUpdate(`/ask ${question}`), { settings }));
    };

    it.each(['C++', 'C#', 'C', 'Disney+', 'Disney', 'Notepad++ 2'])('answers what was asked for: %s', async (name) => {
      const all = ['C', 'C#', 'C++', 'Disney', 'Disney+', 'Notepad++ 2'];
      expect(await answersOf(`How do I learn ${name} at home?`, ...all)).toEqual([`Read about ${name}.`]);
    });

    it.each([
      ['C#', 'C++'],
      ['C++', 'C#'],
      ['C', 'C++'],
      ['C++', 'C'],
      ['18', '18+'],
    ])('does not answer for %s what is said of %s', async (asked, known) => {
      for (const question of [`How do I learn ${asked} at home?`, `What is ${asked}?`, `learn ${asked}`]) {
        expect(await answersOf(question, known)).not.toContain(`Read about ${known}.`);
      }
    });

    it('tells currencies apart, wherever they stand', async () => {
      const [dollars, euros] = ['How do I pay in $?', 'How do I pay in €?'].map((question) => ({
        question,
        answer: `So: ${question}`,
      }));
      const settings = { faq: { pairs: [dollars, euros], isSourceShown: false } };
      const said = await talk(textUpdate('/ask how do I pay in €'), { settings });
      expect(textsOf(said)).toEqual(['So: How do I pay in €?']);
    });
  });

  it('keeps the source to itself if the owner wants it', async () => {
    const said = await talk(textUpdate('/ask when do you open?'), {
      settings: { faq: { pairs, isSourceShown: false } },
    });
    expect(textsOf(said)).toEqual(['From 9 to 18.']);
  });

  it.each([499, 999])('keeps no half of an emoji where a question is cut (%d)', async (length) => {
    const said = await talk(textUpdate(`/ask ${'x'.repeat(length)}😀 and more`), { settings });
    expect(askedId(said)).toContain('faq.unanswered');
    expect(brokenIn(said)).toEqual([]);
    const dialogue = { moduleId: 'faq', state: { userId: '1001', isForPerson: true } };
    const ofPerson = await talk(textUpdate(`${'x'.repeat(length)}😀 and more`), { settings, dialogue });
    expect(askedId(ofPerson)).toContain('faq.unanswered');
    expect(brokenIn(ofPerson)).toEqual([]);
  });

  it('alone waits for the question of the same person', async () => {
    const asked = await talk(textUpdate('/ask'), { settings });
    const row = asked.writes[0]?.row as { module_id: string; state: Record<string, unknown> };
    const dialogue = { moduleId: row.module_id, state: row.state };
    const answered = await talk(textUpdate('opening hours'), { settings, dialogue });
    expect(textsOf(answered)[0]).toContain('From 9 to 18.');
    expect(askedId(answered)).toEqual(['dialogues.end']);
    const other = await talk(textUpdate('@shop_bot blah', { chat: 'supergroup', personId: 2002 }), { dialogue });
    expect(askedId(other)).toEqual([]);
  });

  it('goes on waiting when a sticker comes', async () => {
    const dialogue = { moduleId: 'faq', state: { userId: '1001' } };
    const said = await talk(messageUpdate({ sticker: {} } as Partial<Message>), { settings, dialogue });
    expect(askedId(said)).toEqual([]);
    expect(textsOf(said)[0]).toContain('I can only read text');
  });

  it('says it does not know and keeps the question sealed, under the hash of what it asks', async () => {
    const said = await talk(textUpdate('/ask Who won the World Cup?'), { settings });
    expect(textsOf(said)[0]).toContain('I do not know');
    const noted = ({ writes }: typeof said) => writes.find(({ statement }) => statement.id === 'faq.unanswered')?.row;
    const row = noted(said) as { question: string; question_hash: string };
    expect(row.question).toMatch(new RegExp(`^sealed\\|bot_1/${row.question_hash}\\|question\\|`));
    expect(row.question).not.toContain('World');
    const again = await talk(textUpdate('/ask who won  the world cup'), { settings });
    expect(noted(again)?.question_hash).toBe(row.question_hash);
  });
});

describe('free text', () => {
  it('is answered in private, and in a group when addressed', async () => {
    for (const update of [textUpdate('refund please'), textUpdate('@shop_bot, refund?', { chat: 'supergroup' })]) {
      expect(textsOf(await talk(update, { settings }))[0]).toContain('Write to us within 14 days.');
    }
  });

  it('is left to the essentials when it says nothing, when there are no pairs, and when it is switched off', async () => {
    const off = { faq: { pairs, isFreeTextAnswered: false } };
    for (const said of [
      await talk(textUpdate('hello!!'), { settings }),
      await talk(textUpdate('opening hours')),
      await talk(textUpdate('opening hours'), { settings: off }),
    ]) {
      expect(said.outcome).toEqual({ state: 'done', moduleId: 'core' });
    }
  });

  it('takes markup and hostile text for text', async () => {
    for (const text of ['<b>*_[x](y)', '{name}', '\u202e', '😀'.repeat(2000), '\u0000', '/'.repeat(4096)]) {
      expect((await talk(textUpdate(text), { settings })).calls.length).toBeGreaterThan(0);
    }
  });
});

describe('suggestions', () => {
  const ask = () => talk(textUpdate('how can I change the address'), { settings: torn });
  const pressed = async (label: string, changed: Record<string, object> = torn) => {
    const said = await ask();
    const data = buttonsOf(said).find(({ text }) => text === label)?.callback_data ?? 'no such button';
    const { text, entities } = (said.calls[0]?.payload ?? {}) as Partial<Message>;
    return talk(pressUpdate(data, { message: { text, entities } as Partial<Message> }), { settings: changed });
  };

  it('keep no half of an emoji on a button', async () => {
    const [one, other] = ['delivery', 'billing'].map((kind) => {
      const asked = `How do I change my ${kind} address`;
      return { question: `${asked} ${'!'.repeat(61 - asked.length)}😀😀`, answer: 'Write to us.' };
    });
    const said = await talk(textUpdate('/ask how do I change my address?'), {
      settings: { faq: { pairs: [one, other] } },
    });
    expect(buttonsOf(said)).toHaveLength(3);
    expect(brokenIn(said)).toEqual([]);
  });

  it('are offered when two pairs are as likely', async () => {
    const labels = buttonsOf(await ask()).map(({ text }) => text);
    expect(labels).toHaveLength(3);
    expect(labels.at(-1)).toBe('None of these');
  });

  it('become the answer that was meant', async () => {
    const said = await pressed('How do I change my billing address?');
    expect(said.calls[1]).toMatchObject({ method: 'editMessageText' });
    expect(textsOf(said)[0]).toContain('Write to us.');
  });

  it('hand the question on when none was meant', async () => {
    const said = await pressed('None of these');
    const typed = await talk(textUpdate('/ask how can I change the address'), { settings });
    expect(typed.writes[0]?.row.question_hash).toBe(said.writes[0]?.row.question_hash);
    expect(textsOf(said)[0]).toContain('I do not know');
  });

  it('say so when the pair is gone', async () => {
    expect(textsOf(await pressed('How do I change my billing address?', settings))[0]).toContain('no longer here');
  });
});
