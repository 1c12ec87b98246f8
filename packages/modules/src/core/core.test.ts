import type { Update } from 'grammy/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonsOf, messageUpdate, pressUpdate, talk, textsOf, textUpdate } from '../kit/talk.test-helper';
import { createTalkDatabase, type TalkDatabase } from '../kit/talk-database.test-helper';
import { runtimeModules } from '../runtime-registry';

let database: TalkDatabase;
beforeAll(async () => {
  database = await createTalkDatabase();
});
afterAll(() => database.close());

const rowOf = (said: Awaited<ReturnType<typeof talk>>, id: string) =>
  said.writes.find(({ statement }) => statement.id === id)?.row;

function membershipUpdate(type: string, from: string, to: string): Update {
  const chat = type === 'private' ? { id: 1001, type, first_name: 'Ada' } : { id: -5, type, title: 'Group' };
  const member = (status: string) => ({ status, user: { id: 4242, is_bot: true, first_name: 'Shop' } });
  return {
    update_id: 1,
    my_chat_member: {
      chat,
      from: { id: 1001, is_bot: false, first_name: 'Ada' },
      date: 1,
      old_chat_member: member(from),
      new_chat_member: member(to),
    },
  } as Update;
}

/** Presses the button of that label under what the bot said last. */
async function press(said: Awaited<ReturnType<typeof talk>>, label: string, options = {}) {
  const button = buttonsOf(said).find(({ text }) => text === label);
  return talk(pressUpdate(button?.callback_data ?? 'no such button'), options);
}

describe('/start', () => {
  const greeting = { en: 'Hi {name}!', ru: 'Привет, {name}!' };

  it('greets in the contact’s language, else in the bot’s, else in any, by name', async () => {
    const greet = async (language: string, core: object) =>
      textsOf(await talk(textUpdate('/start'), { language, settings: { core } }))[0];
    expect(await greet('ru', { greeting })).toBe('Привет, Ada!');
    expect(await greet('en-GB', { greeting })).toBe('Hi Ada!');
    expect(await greet('fa', { greeting, defaultLanguage: 'ru' })).toBe('Привет, Ada!');
    expect(await greet('fa', { greeting: { ru: 'Привет' } })).toBe('Привет');
    expect(await greet('en', {})).toContain('Hello, Ada! I am Shop.');
  });

  it('takes a name for text, whatever is in it', async () => {
    const from = { id: 1001, is_bot: false, first_name: '$& {bot} <b>*_' };
    const said = await talk(messageUpdate({ text: '/start', from }), { settings: { core: { greeting } } });
    expect(textsOf(said)).toEqual(['Hi $& {bot} <b>*_!']);
    const builtIn = await talk(messageUpdate({ text: '/start', from }));
    expect(textsOf(builtIn)[0]).toContain('$& {bot} <b>*_');
  });

  it.each(['\u3164', ''])('greets even by a name that shows nothing: %j', async (first_name) => {
    const from = { id: 1001, is_bot: false, first_name };
    const core = { greeting: { en: '{name}' } };
    const said = await talk(messageUpdate({ text: '/start', from }), { settings: { core } });
    expect(textsOf(said)[0]).toContain('I am Shop.');
  });

  it('ignores a payload and resets nothing', async () => {
    const dialogue = { moduleId: 'faq', state: {} };
    const said = await talk(textUpdate('/start ref_AbC-1'), { dialogue });
    expect(said.writes).toEqual([]);
    expect(said.calls).toEqual((await talk(textUpdate('/start'))).calls);
  });

  it('brings back who had stopped', async () => {
    const said = await talk(textUpdate('/start'), { contact: { hasStopped: true } });
    expect(rowOf(said, 'contacts.seen')).toMatchObject({ external_id: '1001', stopped: false });
  });
});

describe('the menu', () => {
  const settings = {
    core: {
      menu: [
        { label: 'Ask', command: 'ask' },
        { label: 'Prices', command: 'prices' },
        { label: 'Site', url: 'https://example.org' },
      ],
      commands: [{ name: 'prices', description: 'Our prices', text: 'All *free*', photo: 'https://example.org/a.png' }],
    },
  };

  it('runs commands of the owner and of any module', async () => {
    const start = await talk(textUpdate('/start'), { settings });
    expect(textsOf(await press(start, 'Prices', { settings }))).toEqual(['All *free*']);
    const ask = await press(start, 'Ask', { settings });
    expect(ask.outcome).toEqual({ state: 'done', moduleId: 'faq' });
    expect(rowOf(ask, 'dialogues.set')).toMatchObject({ module_id: 'faq' });
    expect(buttonsOf(start).find(({ text }) => text === 'Site')?.url).toBe('https://example.org');
  });

  it('answers with text, picture and buttons, unparsed', async () => {
    const said = await talk(textUpdate('/prices'), { settings });
    expect(said.calls).toMatchObject([{ method: 'sendPhoto', payload: { caption: 'All *free*' } }]);
  });

  it('a command that is gone is said to be unknown', async () => {
    const start = await talk(textUpdate('/start'), { settings });
    const said = await press(start, 'Prices');
    expect(textsOf(said)[0]).toContain('I do not know this command');
  });
});

describe('/help', () => {
  it('lists the commands of every module and the owner’s, once each', async () => {
    const commands = ['prices', 'ask'].map((name) => ({ name, description: `own ${name}`, text: 'x' }));
    const [text = ''] = textsOf(await talk(textUpdate('/help'), { settings: { core: { commands } } }));
    expect(text).toContain('/ask — Ask a question');
    expect(text).toContain('/prices — own prices');
    expect(text.match(/\/ask /g)).toHaveLength(1);
  });

  it('leaves out in a group what works in private only', async () => {
    const [text = ''] = textsOf(await talk(textUpdate('/help', { chat: 'supergroup' })));
    expect(text).not.toContain('/deleteme');
    expect(text).toContain('/ask');
  });
});

describe('/language', () => {
  it('saves the choice and says so in the chosen language', async () => {
    const said = await press(await talk(textUpdate('/language')), 'Русский');
    expect(rowOf(said, 'contacts.seen')).toMatchObject({ external_id: '1001', kind: 'private', chosen_language: 'ru' });
    expect(said.calls[1]).toMatchObject({ method: 'editMessageText', payload: { text: 'Теперь мой язык — Русский.' } });
  });
});

describe('/settings, /stop and coming back', () => {
  it('offers what can be changed', async () => {
    const settings = await talk(textUpdate('/settings'));
    expect(buttonsOf(await press(settings, 'Change the language'))).toHaveLength(2);
    expect(rowOf(await press(settings, 'Stop messages'), 'contacts.seen')).toMatchObject({ stopped: true });
    const stopped = await talk(textUpdate('/settings'), { contact: { hasStopped: true } });
    expect(rowOf(await press(stopped, 'Get messages again'), 'contacts.seen')).toMatchObject({ stopped: false });
    expect(rowOf(await talk(textUpdate('/stop')), 'contacts.seen')).toMatchObject({ stopped: true });
  });

  it.each(['/settings', '/language', '/stop', '/deleteme'])(
    '%s in a group points to the private chat',
    async (command) => {
      const said = await talk(textUpdate(command, { chat: 'supergroup' }));
      expect(said.writes).toEqual([]);
      expect(buttonsOf(said)).toMatchObject([{ url: 'https://t.me/shop_bot' }]);
    },
  );
});

describe('/privacy', () => {
  it('names what every module keeps, how long, and whom to ask', async () => {
    const settings = { core: { privacyContact: 'privacy@example.org' } };
    const [text = ''] = textsOf(await talk(textUpdate('/privacy'), { settings }));
    expect(text).toContain('Your Telegram id');
    expect(text).toContain('Questions I could not answer, encrypted: so that the owner can add the answer — 90 days');
    expect(text).toContain('privacy@example.org');
  });
});

describe('/deleteme', () => {
  it('asks first', async () => {
    const said = await talk(textUpdate('/deleteme'));
    expect(said.writes).toEqual([]);
    expect((await press(said, 'Keep it')).writes).toEqual([]);
  });

  it('erases the contact in every module’s tables', async () => {
    const said = await press(await talk(textUpdate('/deleteme')), 'Delete it', { db: database.db });
    const erasers = runtimeModules.flatMap((module) => Object.values(module.erasers).map(({ id }) => id));
    expect(erasers.length).toBeGreaterThan(5);
    const ids = said.writes.map(({ statement }) => statement.id);
    expect(ids.filter((id) => erasers.includes(id))).toEqual(erasers);
    // What was used of a model today outlives who is erased.
    expect(ids.filter((id) => !erasers.includes(id))).toEqual(['faq.spending.mark']);
    expect(said.writes.every(({ row }) => row.external_id === '1001')).toBe(true);
    expect(textsOf(said)[0]).toContain('Deleted');
  });
});

describe('/cancel', () => {
  it('ends what another module waits for', async () => {
    const said = await talk(textUpdate('/cancel'), { dialogue: { moduleId: 'faq', state: {} } });
    expect(said.writes.map(({ statement }) => statement.id)).toEqual(['dialogues.end']);
    expect(textsOf(said)).toEqual(['All right, we leave it.']);
  });

  it('says when there is nothing to end', async () => {
    expect(textsOf(await talk(textUpdate('/cancel')))).toEqual(['There is nothing to cancel.']);
  });
});

describe('what is not understood', () => {
  it('gets the owner’s words, else the built-in ones', async () => {
    const settings = { core: { unknownReply: { en: 'Pardon?' } } };
    expect(textsOf(await talk(textUpdate('blah'), { settings, db: database.db }))).toEqual(['Pardon?']);
    expect(textsOf(await talk(textUpdate('blah'), { language: 'ru', db: database.db }))[0]).toContain(
      'Я этого не понял',
    );
  });

  it('gets silence if the owner wants it', async () => {
    const settings = { core: { isUnknownAnswered: false } };
    for (const update of [textUpdate('blah'), textUpdate('/blah'), messageUpdate({ sticker: {} } as object)]) {
      expect((await talk(update, { settings, db: database.db })).calls).toEqual([]);
    }
  });

  it('a picture gets words in private and silence in a group', async () => {
    const photo = { photo: [], caption: '@shop_bot look' } as object;
    expect(textsOf(await talk(messageUpdate(photo)))[0]).toContain('I can only read text');
    expect((await talk(messageUpdate(photo, { chat: 'supergroup' }))).calls).toEqual([]);
  });
});

describe('membership', () => {
  it('notes who blocked the bot and who let it in again, without a word', async () => {
    const blocked = await talk(membershipUpdate('private', 'member', 'kicked'));
    expect(rowOf(blocked, 'contacts.seen')).toMatchObject({ external_id: '1001', blocked: true });
    const back = await talk(membershipUpdate('private', 'kicked', 'member'));
    expect(rowOf(back, 'contacts.seen')).toMatchObject({ blocked: false });
    expect([...blocked.calls, ...back.calls]).toEqual([]);
    expect(back.outcome.state).toBe('done');
  });

  it('greets a group in three lines, once', async () => {
    const [text = ''] = textsOf(await talk(membershipUpdate('supergroup', 'left', 'member')));
    expect(text.split('\n')).toHaveLength(3);
    expect((await talk(membershipUpdate('supergroup', 'member', 'administrator'))).calls).toEqual([]);
    expect((await talk(membershipUpdate('channel', 'left', 'administrator'))).calls).toEqual([]);
  });
});
