import { Logo } from '@dovecote/ui/logo';
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ShellToggles } from '@/features/shell/shell-toggles';
import { DovecoteWall } from './dovecote-wall';

interface EntryFrameProps {
  title: string;
  lead: string;
  footer?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before one is signed in. */
export function EntryFrame({ title, lead, footer, children }: EntryFrameProps) {
  const t = useTranslations('session.aside');
  const common = useTranslations('common');
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(26rem,1fr)_1.1fr]">
      <div className="flex flex-col px-5 py-5 sm:px-10">
        <header className="flex items-center justify-between">
          <span className="flex items-center gap-2.5 font-semibold text-base">
            <Logo />
            {common('product')}
          </span>
          <span className="flex gap-1">
            <ShellToggles />
          </span>
        </header>
        <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center gap-7 py-12">
          <div className="flex flex-col gap-1.5">
            <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
            <p className="text-ink-muted">{lead}</p>
          </div>
          {children}
          {footer === undefined ? null : <p className="text-ink-muted text-sm">{footer}</p>}
        </main>
      </div>
      <aside className="relative hidden flex-col justify-end overflow-hidden border-line border-s bg-sunken p-12 lg:flex">
        <DovecoteWall />
        <div className="relative flex max-w-md flex-col gap-5">
          <p className="font-semibold text-3xl leading-tight tracking-tight">{t('title')}</p>
          <ul className="flex flex-col gap-2.5 text-ink-muted">
            {[t('one'), t('two'), t('three')].map((line) => (
              <li key={line} className="flex items-start gap-2.5">
                <Check aria-hidden="true" className="mt-1 size-4 shrink-0 text-accent" />
                {line}
              </li>
            ))}
          </ul>
        </div>
      </aside>
    </div>
  );
}
