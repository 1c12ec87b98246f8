import type { z } from 'zod';
import type { ModuleContext } from '../kit/module-context';
import type { engagementDefinition } from './definition';

export type EngagementSettings = z.output<typeof engagementDefinition.settings>;
export type EngagementContext = ModuleContext<EngagementSettings>;
