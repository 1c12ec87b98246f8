import type { InlineKeyboardButton } from 'grammy/types';
import { contactWrite } from '../../kit/contact-writes';
import { contactNote } from '../contact-note';
import type { CoreContext } from '../core-context';
import { languageName } from '../language-name';

export function language(ctx: CoreContext): void {
  ctx.reply(ctx.t('language.ask'), { buttons: languageButtons(ctx) });
}

/** The same choice in the message whose button was pressed. */
export function showLanguages(ctx: CoreContext): void {
  ctx.answerCallback();
  ctx.edit(ctx.t('language.ask'), { buttons: languageButtons(ctx) });
}

export function saveLanguage(ctx: CoreContext, chosen: string): void {
  if (!ctx.locales.includes(chosen)) {
    showLanguages(ctx);
    return;
  }
  ctx.answerCallback();
  ctx.write(contactWrite, { ...contactNote(ctx), chosen_language: chosen });
  ctx.edit(ctx.translateIn(chosen)('language.saved', { language: languageName(chosen) }));
}

function languageButtons(ctx: CoreContext): InlineKeyboardButton[][] {
  return ctx.locales.map((locale) => [
    { text: languageName(locale), callback_data: ctx.callbackData('language', locale) },
  ]);
}
