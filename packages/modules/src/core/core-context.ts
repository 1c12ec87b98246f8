import type { z } from 'zod';
import type { ModuleContext } from '../kit/module-context';
import type { coreDefinition } from './definition';

export type CoreSettings = z.output<typeof coreDefinition.settings>;
export type CoreContext = ModuleContext<CoreSettings>;
