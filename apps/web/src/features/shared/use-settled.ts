'use client';

import { useEffect, useState } from 'react';

const settleMs = 300;

/** The value once it stayed the same for a moment, so that not every keystroke asks the server. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
