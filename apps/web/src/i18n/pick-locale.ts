import { defaultLocale, isLocale, type Locale } from './locales';

interface Wish {
  language: string;
  quality: number;
}

function readWishes(acceptLanguage: string): Wish[] {
  return acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return {
        language: tag.toLowerCase().split('-')[0] ?? '',
        quality: quality === undefined ? 1 : Number(quality.trim().slice(2)) || 0,
      };
    })
    .sort((left, right) => right.quality - left.quality);
}

/** The language to speak: the saved choice, else the browser's best wish that we have, else English. */
export function pickLocale(saved: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(saved)) return saved;
  for (const wish of readWishes(acceptLanguage ?? '')) {
    if (isLocale(wish.language)) return wish.language;
  }
  return defaultLocale;
}
