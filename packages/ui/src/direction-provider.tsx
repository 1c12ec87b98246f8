'use client';

import { DirectionProvider as BaseDirectionProvider } from '@base-ui/react/direction-provider';
import type { ReactNode } from 'react';

/** Tells the parts with arrow keys and popups which way the text runs. */
export function DirectionProvider({ direction, children }: { direction: 'ltr' | 'rtl'; children: ReactNode }) {
  return <BaseDirectionProvider direction={direction}>{children}</BaseDirectionProvider>;
}
