import type { CoreContext } from './core-context';

/** What the owner wrote in the contact's language, else in the bot's. */
export function findOwnText(texts: Partial<Record<string, string>>, ctx: CoreContext): string | undefined {
  const { language } = ctx.contact;
  return [language, language.split('-')[0] ?? '', ctx.settings.defaultLanguage]
    .filter((wanted) => Object.hasOwn(texts, wanted))
    .map((wanted) => texts[wanted])
    .find((text) => text !== undefined && text.trim() !== '');
}
