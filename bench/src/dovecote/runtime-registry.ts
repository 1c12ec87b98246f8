import { coreModule } from '@dovecote/modules/core/core-handlers';
import { faqModule } from '@dovecote/modules/faq/faq-handlers';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import { pointsModule } from './points-module';

/** What the product's registry holds, with the benchmarks' module before it. */
export const runtimeModules: readonly RuntimeModule[] = [pointsModule, faqModule, coreModule];
