'use client';

import { useCallback, useState } from 'react';

/** What a dialog is about; it is kept while the dialog closes, so that focus can return to where it came from. */
export function useChosen<Item>() {
  const [state, setState] = useState<{ item: Item; serial: number; isOpen: boolean }>();
  const choose = useCallback((item: Item) => {
    setState((last) => ({ item, serial: (last?.serial ?? 0) + 1, isOpen: true }));
  }, []);
  const close = useCallback(() => setState((last) => last && { ...last, isOpen: false }), []);
  return { chosen: state, choose, close };
}
