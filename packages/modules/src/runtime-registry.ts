import { coreModule } from './core/core-handlers';
import { engagementModule } from './engagement/engagement-handlers';
import { faqModule } from './faq/faq-handlers';
import type { RuntimeModule } from './kit/module-handlers';

/** Every module with its behaviour; the essentials stand last because they take what nobody else took. */
export const runtimeModules: readonly RuntimeModule[] = [engagementModule, faqModule, coreModule];
