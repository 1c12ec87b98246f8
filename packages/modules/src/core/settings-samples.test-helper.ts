import { captionLengthMax, messageLengthMax } from '../kit/setting-fields';

const longCommand = 'a'.repeat(32);
const buttons = Array.from({ length: 12 }, (_, index) =>
  index % 2 === 0 ? { label: 'Go '.repeat(20), command: longCommand } : { label: 'Site', url: 'https://example.org/' },
);

/** Ordinary settings and the largest the form lets through. */
export const coreSettingsSamples: object[] = [
  {
    greeting: { en: 'Hi {name}!', ru: 'Привет, {name}!' },
    menu: [
      { label: 'Ask', command: 'ask' },
      { label: 'Prices', command: 'prices' },
    ],
    commands: [{ name: 'prices', description: 'Our prices', text: 'All *free*', buttons: [] }],
    unknownReply: { en: 'Pardon?' },
    privacyContact: 'privacy@example.org',
  },
  {
    greeting: { en: '😀'.repeat(messageLengthMax / 2), ru: 'ж'.repeat(messageLengthMax) },
    menu: buttons,
    commands: [
      { name: longCommand, description: 'd'.repeat(256), text: 'x'.repeat(messageLengthMax), buttons },
      ...Array.from({ length: 49 }, (_, index) => ({
        name: `c${index}`,
        description: 'd'.repeat(256),
        text: 'x'.repeat(captionLengthMax + (index % 2)),
        photo: 'https://example.org/a.png',
        buttons,
      })),
    ],
    unknownReply: { en: 'y'.repeat(messageLengthMax) },
    privacyContact: 'p'.repeat(200),
  },
];
