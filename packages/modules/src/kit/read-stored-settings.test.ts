import { expect, test } from 'vitest';
import { coreDefinition } from '../core/definition';
import { engagementDefinition } from '../engagement/definition';
import { readStoredSettings } from './read-stored-settings';

const core = (stored: unknown) => readStoredSettings(coreDefinition.settings, stored);

test('an entry that no longer fits is left out, and everything beside it stays', () => {
  const command = { name: 'prices', description: 'Our prices', text: 'Free' };
  const settings = core({
    greeting: { en: 'Hi', ru: '\u2800' },
    menu: [
      { label: 'Here', url: 'http://intranet/x' },
      { label: 'There', url: 'https://example.org' },
    ],
    commands: [{ ...command, name: 'empty', text: ' \n ' }, command],
    timeZone: 'Mars/Olympus',
    gone: true,
  });
  expect(settings).toEqual({
    ...core({}),
    greeting: { en: 'Hi' },
    menu: [{ label: 'There', url: 'https://example.org' }],
    commands: [{ ...command, buttons: [] }],
  });
});

test('an entry goes as a whole: a poll does not lose one of its options', () => {
  const polls = [
    { question: 'Tea?', options: ['Yes', 'No', '\u200b'] },
    { question: 'Cake?', options: ['Yes', 'No'] },
  ];
  const { weeklyPolls } = readStoredSettings(engagementDefinition.settings, { weeklyPolls: polls });
  expect(weeklyPolls).toEqual([polls[1]]);
});

test.each([null, 'nonsense', []])('%j is no settings at all: they are the defaults', (stored) => {
  expect(core(stored)).toEqual(core({}));
});
