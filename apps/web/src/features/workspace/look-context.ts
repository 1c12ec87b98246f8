'use client';

import { createContext, useContext } from 'react';

/** Whether what is shown is somebody else's bot that a platform admin only looks at. */
export const LookContext = createContext(false);

export function useIsLooking(): boolean {
  return useContext(LookContext);
}
