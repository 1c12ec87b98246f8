import type { FaqSettings } from './faq-context';
import { buildFaqIndex, type FaqIndex } from './retrieval/faq-index';

const indexes = new WeakMap<FaqSettings, FaqIndex>();

/** The index of one version of the settings, made when it is first asked and gone with its settings. */
export function faqIndexOf(settings: FaqSettings): FaqIndex {
  const known = indexes.get(settings);
  if (known) return known;
  const index = buildFaqIndex(settings.pairs);
  indexes.set(settings, index);
  return index;
}
