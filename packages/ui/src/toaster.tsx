'use client';

import { useTheme } from 'next-themes';
import { Toaster as SonnerToaster } from 'sonner';

interface ToasterProps {
  label: string;
  dir: 'ltr' | 'rtl';
}

/** Where short notices appear; `toast` of sonner sends them. */
export function Toaster({ label, dir }: ToasterProps) {
  const { resolvedTheme } = useTheme();
  return (
    <SonnerToaster
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      containerAriaLabel={label}
      dir={dir}
      position="top-center"
      toastOptions={{
        classNames: {
          toast: '!rounded-xl !border-line !bg-surface !text-ink !shadow-pop !font-sans',
          description: '!text-ink-muted',
        },
      }}
    />
  );
}
