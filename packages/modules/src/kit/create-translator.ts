import { createTranslator as createIcuTranslator } from 'use-intl/core';
import type { Translate } from './module-context';

const translators = new WeakMap<object, Map<string, Translate>>();

/** Texts of one catalogue set in one language: its own, else the bot's default, else English. */
export function createTranslator(
  catalogues: Record<string, Record<string, string>>,
  language: string,
  defaultLanguage: string,
): Translate {
  const locale =
    [language, language.split('-')[0] ?? '', defaultLanguage, 'en'].find((one) => Object.hasOwn(catalogues, one)) ??
    'en';
  const known = translators.get(catalogues) ?? new Map<string, Translate>();
  translators.set(catalogues, known);
  const found = known.get(locale);
  if (found) return found;
  const messages = nest(catalogues[locale] ?? {});
  // The dashboard narrows these types to its own languages and texts.
  const about = { locale, messages, onError: throwError } as Parameters<typeof createIcuTranslator>[0];
  const translate = createIcuTranslator(about) as unknown as Translate;
  known.set(locale, translate);
  return translate;
}

/** Catalogues are flat (`command.start`); ICU translators read dots as nesting. */
function nest(flat: Record<string, string>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(flat)) {
    const path = key.split('.');
    const last = path.pop() ?? key;
    let node = root;
    for (const part of path) {
      node[part] ??= {};
      node = node[part] as Record<string, unknown>;
    }
    node[last] = text;
  }
  return root;
}

function throwError(error: Error): never {
  throw error;
}
