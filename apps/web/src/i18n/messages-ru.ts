import account from '../messages/ru/account.json';
import admin from '../messages/ru/admin.json';
import bots from '../messages/ru/bots.json';
import common from '../messages/ru/common.json';
import engagement from '../messages/ru/engagement.json';
import faq from '../messages/ru/faq.json';
import journal from '../messages/ru/journal.json';
import keys from '../messages/ru/keys.json';
import mails from '../messages/ru/mails.json';
import modules from '../messages/ru/modules.json';
import playground from '../messages/ru/playground.json';
import reference from '../messages/ru/reference.json';
import session from '../messages/ru/session.json';
import team from '../messages/ru/team.json';
import usage from '../messages/ru/usage.json';
import webhooks from '../messages/ru/webhooks.json';
import wizard from '../messages/ru/wizard.json';
import type { messagesEn } from './messages-en';

export const messagesRu: typeof messagesEn = {
  common,
  session,
  bots,
  wizard,
  playground,
  modules,
  faq,
  admin,
  mails,
  account,
  journal,
  reference,
  team,
  keys,
  usage,
  webhooks,
  engagement,
};
