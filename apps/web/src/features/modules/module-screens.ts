import type { ComponentType, ReactNode } from 'react';
import { EngagementTabs } from '@/features/engagement/engagement-tabs';
import { FaqTabs } from '@/features/faq/faq-tabs';

/** Modules that show more than their settings; those are given to them as `children`. */
export const moduleScreens: Readonly<Record<string, ComponentType<{ botId: string; children: ReactNode }>>> = {
  engagement: EngagementTabs,
  faq: FaqTabs,
};
