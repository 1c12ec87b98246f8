import type { z } from 'zod';
import type { ModuleContext } from '../kit/module-context';
import type { faqDefinition } from './definition';

export type FaqSettings = z.output<typeof faqDefinition.settings>;
export type FaqContext = ModuleContext<FaqSettings>;
