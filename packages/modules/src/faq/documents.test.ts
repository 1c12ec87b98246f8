import { faqBots } from '@dovecote/db/schema/faq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buttonsOf, pressUpdate, textsOf, textUpdate } from '../kit/talk.test-helper';
import { createFaqWorld, type FaqWorld } from './faq-world.test-helper';
import { inProcessMax } from './knowledge/find-passages';

const guide = `# Help
## Opening hours
We open at 9 and close at 18, on Sundays at 14.
## Returns
Send shoes back within 14 days. The postage is ours.
## Gift wrapping
Gifts are wrapped for free in blue paper.`;

let world: FaqWorld;
beforeAll(async () => {
  world = await createFaqWorld();
  await world.addDocument('Guide', guide);
});
afterAll(() => world.close());

describe.each(['in process', 'by the database'])('documents, searched %s', (way) => {
  beforeAll(async () => {
    if (way === 'in process') return;
    await world.database.owner.update(faqBots).set({ passages: inProcessMax + 1 });
  });

  it.each([
    ['when do you close on Sundays?', 'on Sundays at 14'],
    ['can you wrap gifts?', 'wrapped for free'],
    ['how do I return shoes', 'within 14 days'],
  ])('answer "%s" with the passage, and name where it stands', async (question, words) => {
    const said = await world.say(textUpdate(question));
    expect(textsOf(said)[0]).toContain(words);
    expect(textsOf(said)[0]).toContain('— from: Guide › ');
  });

  it('do not answer what they do not hold', async () => {
    expect(textsOf(await world.say(textUpdate('/ask who won the world cup?')))[0]).toContain('I do not know');
  });
});

it('a page without headings is answered from by its sentences', async () => {
  await world.addDocument('Umbrellas', 'We sell umbrellas in two sizes.', 'doc_plain');
  expect(textsOf(await world.say(textUpdate('do you sell umbrellas?')))[0]).toContain('in two sizes');
  expect(textsOf(await world.say(textUpdate('/ask do you sell tickets?')))[0]).toContain('I do not know');
});

it('a citation is a button that shows its passage, and says so when the passage is gone', async () => {
  const [button] = buttonsOf(await world.say(textUpdate('can you wrap gifts?')));
  expect(button?.text).toBe('📄 Guide › Gift wrapping');
  const pressed = await world.say(pressUpdate(button?.callback_data ?? ''));
  expect(textsOf(pressed)).toEqual(['Guide › Gift wrapping\nGifts are wrapped for free in blue paper.']);
  await world.database.owner.execute('delete from faq_passages');
  const gone = await world.say(pressUpdate(button?.callback_data ?? ''));
  expect(gone.calls).toMatchObject([
    { method: 'answerCallbackQuery', payload: { text: expect.stringContaining('no longer here') } },
  ]);
});

it('a pair that was written for the question goes before a passage', async () => {
  await world.addDocument('Hours', '# Opening hours\nOld opening hours: 8 to 12.');
  const pairs = [{ question: 'What are your opening hours?', answer: 'From 9 to 18.' }];
  const said = await world.say(textUpdate('what are your opening hours'), { settings: { faq: { pairs } } });
  expect(textsOf(said)[0]).toContain('From 9 to 18.');
});

it('a new version of the knowledge is answered from at once', async () => {
  await world.database.owner.update(faqBots).set({ passages: 1 });
  expect(textsOf(await world.say(textUpdate('/ask do you sell lamps?')))[0]).toContain('I do not know');
  await world.addDocument('Lamps', '# Lamps\nWe sell lamps in three colours.');
  expect(textsOf(await world.say(textUpdate('/ask do you sell lamps?')))[0]).toContain('in three colours');
});
