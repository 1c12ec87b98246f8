import { z } from 'zod';
import { defineModule } from '../kit/definition';
import { isTimeZone } from '../kit/is-time-zone';
import { buttonField, languageCodes, messageLengthMax, textByLanguage } from '../kit/setting-fields';
import { visibleText } from '../kit/visible-text';
import { webAddress } from '../kit/web-address';

export const reservedCommands = [
  'start',
  'help',
  'settings',
  'privacy',
  'language',
  'stop',
  'deleteme',
  'cancel',
] as const;

const customCommand = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9_]{1,32}$/, { error: 'Use 1 to 32 of a-z, 0-9 and _, without the slash.' })
    .refine((name) => !reservedCommands.some((reserved) => reserved === name), {
      error: 'This command is built in. Choose another name.',
    })
    .meta({ title: 'Command', description: 'Without the slash.' }),
  description: visibleText(256).meta({ title: 'Description', description: 'Shown in the menu.' }),
  text: visibleText(messageLengthMax).meta({ title: 'Answer', format: 'multiline' }),
  photo: webAddress().optional().meta({
    title: 'Photo',
    description: 'Address of a picture sent with the answer. The answer is then at most 1,024 characters.',
  }),
  buttons: z.array(buttonField).max(12).default([]).meta({ title: 'Buttons' }),
});

const settings = z.strictObject({
  defaultLanguage: z.enum(languageCodes).default('en').meta({
    title: 'Default language',
    description: 'For people whose language the bot does not speak.',
  }),
  timeZone: z
    .string()
    .max(64)
    .default('UTC')
    .refine(isTimeZone, { error: 'Use a name like Europe/Berlin, as the IANA list has them.' })
    .meta({ title: 'Time zone', description: 'When the bot’s day begins and its schedules run, like Europe/Berlin.' }),
  greeting: textByLanguage('Greeting', 'The first answer to /start. {name} becomes the first name of the person.'),
  menu: z.array(buttonField).max(12).default([]).meta({
    title: 'Main menu',
    description: 'Buttons under the greeting.',
  }),
  commands: z
    .array(customCommand)
    .max(50)
    .default([])
    .refine((commands) => new Set(commands.map((command) => command.name)).size === commands.length, {
      error: 'Two commands have the same name.',
    })
    .meta({ title: 'Your commands' }),
  unknownReply: textByLanguage('Answer to what the bot does not understand', 'Sent when no module has an answer.'),
  isUnknownAnswered: z.boolean().default(true).meta({
    title: 'Answer what is not understood',
    description: 'Switched off, the bot stays silent.',
  }),
  privacyContact: z.string().max(200).default('').meta({
    title: 'Privacy contact',
    description: 'Who people write to about their data; shown by /privacy.',
  }),
});

/** How long a message keeps the name its module gave it. */
const sentMessageDays = 90;
const liveEventDays = 3;
const webhookEventDays = 14;

export const coreDefinition = defineModule({
  id: 'core',
  title: 'Essentials',
  summary: 'Greeting, menu, your own commands, language and privacy.',
  category: 'essentials',
  isCore: true,
  settings,
  commands: [
    { name: 'start', scope: 'everywhere', descriptionKey: 'command.start' },
    { name: 'help', scope: 'everywhere', descriptionKey: 'command.help' },
    { name: 'settings', scope: 'everywhere', descriptionKey: 'command.settings' },
    { name: 'language', scope: 'private', descriptionKey: 'command.language' },
    { name: 'privacy', scope: 'everywhere', descriptionKey: 'command.privacy' },
    { name: 'stop', scope: 'private', descriptionKey: 'command.stop' },
    { name: 'mydata', scope: 'private', descriptionKey: 'command.mydata' },
    { name: 'deleteme', scope: 'private', descriptionKey: 'command.deleteme' },
    { name: 'cancel', scope: 'everywhere', descriptionKey: 'command.cancel' },
  ],
  updates: ['message', 'callback_query', 'my_chat_member'],
  keeps: [
    { table: 'contacts', purposeKey: 'keeps.contacts', days: null },
    { table: 'dialogues', purposeKey: 'keeps.dialogues', days: null },
    { table: 'broadcast_recipients', purposeKey: 'keeps.broadcasts', days: null },
    { table: 'module_jobs', purposeKey: 'keeps.jobs', days: null },
    { table: 'sent_messages', purposeKey: 'keeps.sent', days: sentMessageDays },
    { table: 'live_events', purposeKey: 'keeps.events', days: liveEventDays },
    { table: 'webhook_events', purposeKey: 'keeps.webhooks', days: webhookEventDays },
  ],
});
