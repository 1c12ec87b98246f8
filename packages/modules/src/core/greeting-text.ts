import { isVisible } from '../kit/visible-text';
import type { CoreContext } from './core-context';
import { findOwnText } from './find-own-text';

/** The owner's greeting in the contact's language, the bot's, or any; else the built-in one. */
export function greetingText(ctx: CoreContext): string {
  const name = ctx.from?.first_name ?? '';
  const { greeting } = ctx.settings;
  const own = findOwnText(greeting, ctx) ?? Object.values(greeting).find((text) => text.trim() !== '');
  const said = own?.replaceAll('{name}', () => name) ?? '';
  // Telegram lets people carry names that show nothing.
  if (isVisible(said)) return said;
  return ctx.t('greeting.default', { hasName: name === '' ? 'no' : 'yes', name, bot: ctx.bot.name });
}
