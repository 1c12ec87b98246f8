import { contactErase } from '../kit/contact-writes';
import { dialogueErase } from '../kit/dialogue-writes';
import { jobErase, sentMessageErase } from '../kit/job-writes';
import { liveEventErase, webhookEventErase } from '../kit/live-event-writes';
import { defineHandlers } from '../kit/module-handlers';
import { recipientErase } from '../kit/recipient-writes';
import { coreExports } from './core-exports';
import { coreDefinition } from './definition';
import { cancel } from './handlers/cancel';
import { chatMoved } from './handlers/chat-moved';
import { deleteme, erase, keep } from './handlers/deleteme';
import { help } from './handlers/help';
import { language, saveLanguage, showLanguages } from './handlers/language';
import { membership } from './handlers/membership';
import { mydata } from './handlers/mydata';
import { ownCommand } from './handlers/own-command';
import { privacy } from './handlers/privacy';
import { runCommand } from './handlers/run-command';
import { settings } from './handlers/settings';
import { start } from './handlers/start';
import { resumeByButton, stop, stopByButton } from './handlers/stop';
import { media, unknown, unknownCommand } from './handlers/unknown';
import { unknownCallback } from './handlers/unknown-callback';
import { inPrivate } from './in-private';
import en from './locales/en.json';
import ru from './locales/ru.json';

export const coreModule = defineHandlers(
  coreDefinition,
  {
    commands: {
      start,
      help,
      settings: inPrivate(settings),
      language: inPrivate(language),
      privacy,
      stop: inPrivate(stop),
      mydata: inPrivate(mydata),
      deleteme: inPrivate(deleteme),
      cancel,
    },
    callbacks: {
      run: runCommand,
      languages: showLanguages,
      language: saveLanguage,
      stop: stopByButton,
      resume: resumeByButton,
      erase,
      keep,
    },
    ownCommand,
    unknownCommand,
    media,
    membership,
    chatMoved,
    unknownCallback,
    unknown,
    // Its row is all it is for.
    jobs: { mydataWait: () => 'pass' },
  },
  { en, ru },
  {
    contacts: contactErase,
    dialogues: dialogueErase,
    broadcast_recipients: recipientErase,
    module_jobs: jobErase,
    sent_messages: sentMessageErase,
    live_events: liveEventErase,
    webhook_events: webhookEventErase,
  },
  coreExports,
);
