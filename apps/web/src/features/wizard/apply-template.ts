import type { Inputs, Outputs } from '@/trpc/router-types';
import type { TemplateId } from './draft-data';

type ModuleView = Outputs['modules']['list'][number];
type Save = Inputs['modules']['save'];

interface TemplateWords {
  greeting: string;
  language: string;
  menuLabel: string;
  question: string;
  answer: string;
}

/** What to save in the modules of a fresh bot for a template; the owner's words go where they belong. */
export function applyTemplate(
  botId: string,
  template: TemplateId,
  words: TemplateWords,
  modules: ModuleView[],
): Save[] {
  const saves: Save[] = [];
  for (const { id, settings, version } of modules) {
    if (id === 'core') {
      const menu = template === 'greeter' ? [{ label: words.menuLabel, command: 'help' }] : [];
      const greeting = { [words.language]: words.greeting };
      const next = { ...settings, defaultLanguage: words.language, greeting, menu };
      saves.push({ botId, moduleId: id, enabled: true, settings: next, expectedVersion: version });
    }
    if (id === 'faq' && template === 'support') {
      const pairs = [{ question: words.question, answer: words.answer, alternatives: [] }];
      saves.push({ botId, moduleId: id, enabled: true, settings: { ...settings, pairs }, expectedVersion: version });
    }
  }
  return saves;
}
