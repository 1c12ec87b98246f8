import account from '../messages/en/account.json';
import admin from '../messages/en/admin.json';
import bots from '../messages/en/bots.json';
import common from '../messages/en/common.json';
import engagement from '../messages/en/engagement.json';
import faq from '../messages/en/faq.json';
import journal from '../messages/en/journal.json';
import keys from '../messages/en/keys.json';
import mails from '../messages/en/mails.json';
import modules from '../messages/en/modules.json';
import playground from '../messages/en/playground.json';
import reference from '../messages/en/reference.json';
import session from '../messages/en/session.json';
import team from '../messages/en/team.json';
import usage from '../messages/en/usage.json';
import webhooks from '../messages/en/webhooks.json';
import wizard from '../messages/en/wizard.json';

/** Every text of the dashboard, in English; the shape all languages follow. */
export const messagesEn = {
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
