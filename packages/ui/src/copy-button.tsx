'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';

const shownMs = 2000;

interface CopyButtonProps {
  text: string;
  label: string;
  copiedLabel: string;
  isIconOnly?: boolean;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label, copiedLabel, isIconOnly = false }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const words = isCopied ? copiedLabel : label;
  return (
    <Button
      tone="quiet"
      size={isIconOnly ? 'icon' : 'small'}
      aria-label={isIconOnly ? words : undefined}
      onClick={() => {
        copy().catch(() => setCopied(false));
      }}
    >
      {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      {isIconOnly ? null : <span aria-live="polite">{words}</span>}
    </Button>
  );
}
