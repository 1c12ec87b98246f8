import type { InlineKeyboardButton } from 'grammy/types';
import type { CoreContext } from '../core-context';
import { languageName } from '../language-name';

export function settings(ctx: CoreContext): void {
  const current = ctx.locales.find((locale) => locale === ctx.contact.language.split('-')[0]);
  const { hasStopped } = ctx.contact;
  const text = ctx.t('settings.text', {
    language: languageName(current ?? ctx.settings.defaultLanguage),
    state: hasStopped ? 'stopped' : 'on',
  });
  const messages: InlineKeyboardButton = hasStopped
    ? { text: ctx.t('settings.resume'), callback_data: ctx.callbackData('resume') }
    : { text: ctx.t('settings.stop'), callback_data: ctx.callbackData('stop') };
  ctx.reply(text, {
    buttons: [[{ text: ctx.t('settings.language'), callback_data: ctx.callbackData('languages') }], [messages]],
  });
}
