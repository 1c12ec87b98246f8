import { coreDefinition } from './core/definition';
import { engagementDefinition } from './engagement/definition';
import { faqDefinition } from './faq/definition';
import type { ModuleDefinition } from './kit/definition';

/** Every module there is, browser-safe; the essentials stand last because they take what nobody else took. */
export const moduleDefinitions: readonly ModuleDefinition[] = [
  engagementDefinition as unknown as ModuleDefinition,
  faqDefinition as unknown as ModuleDefinition,
  coreDefinition as unknown as ModuleDefinition,
];
