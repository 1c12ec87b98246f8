import type { CoreContext } from './core-context';
import { findOwnText } from './find-own-text';

/** The owner's greeting in the contact's language, the bot's, or any; else the built-in one. */
export function greetingText(ctx: CoreContext): string {
  const name = ctx.from?.first_name ?? '';
  const { greeting } = ctx.settings;
  const own = findOwnText(greeting, ctx) ?? Object.values(greeting).find((text) => text.trim() !== '');
  if (own !== undefined) return own.replaceAll('{name}', () => name);
  return ctx.t('greeting.default', { hasName: name === '' ? 'no' : 'yes', name, bot: ctx.bot.name });
}
