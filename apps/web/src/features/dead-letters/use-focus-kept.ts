'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** For the place of a list: takes the focus over from an entry that went, so that the keyboard stays where it was. */
export function useFocusKept(count: number): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const former = useRef(count);
  useEffect(() => {
    const hasShrunk = count < former.current;
    former.current = count;
    if (hasShrunk && document.activeElement === document.body) place.current?.focus();
  }, [count]);
  return place;
}
