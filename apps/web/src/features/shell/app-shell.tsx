'use client';

import { Logo } from '@dovecote/ui/logo';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LiveProvider } from '@/features/live/live-provider';
import { StepUpDialog } from '@/features/session/step-up-dialog';
import { WorkspaceMenu } from '@/features/workspace/workspace-menu';
import { LiveChip } from './live-chip';
import { adminItems, ownItems } from './navigation-items';
import { NavigationLink } from './navigation-link';
import { SessionGuard } from './session-guard';
import { ShellToggles } from './shell-toggles';
import { isPlatformAdmin, useMe } from './use-me';
import { UserMenu } from './user-menu';

/** The frame of every signed-in page: sidebar on a desktop, bottom bar on a phone. */
export function AppShell({ children }: { children: ReactNode }) {
  return (
    <SessionGuard>
      <LiveProvider>
        <Frame>{children}</Frame>
        <StepUpDialog />
      </LiveProvider>
    </SessionGuard>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('common.shell');
  const product = useTranslations('common')('product');
  const me = useMe();
  const isAdmin = isPlatformAdmin(me);
  const barItems = [...ownItems, ...(isAdmin ? adminItems : [])].filter((item) => item.isSidebarOnly !== true);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="focus-ring fixed start-3 top-3 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2.5 font-medium text-on-accent text-sm focus:translate-y-0"
      >
        {t('skip')}
      </a>
      <div className="sticky top-0 hidden h-dvh flex-col gap-6 overflow-y-auto border-line border-e bg-sunken/60 px-3 py-4 md:flex">
        <nav aria-label={t('navigation')} className="flex flex-1 flex-col gap-6">
          <Link
            href="/bots"
            className="focus-ring flex items-center gap-2.5 rounded-lg px-2 font-semibold no-underline"
          >
            <Logo />
            {product}
          </Link>
          <div className="flex flex-col gap-0.5">
            {ownItems.map((item) => (
              <NavigationLink key={item.href} item={item} place="sidebar" />
            ))}
          </div>
          {isAdmin ? (
            <div className="flex flex-col gap-0.5">
              <p className="px-2.5 pb-1 font-medium text-ink-faint text-xs">{t('admin')}</p>
              {adminItems.map((item) => (
                <NavigationLink key={item.href} item={item} place="sidebar" />
              ))}
            </div>
          ) : null}
        </nav>
      </div>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex h-14 items-center justify-between gap-2 border-line border-b bg-canvas/90 px-4 backdrop-blur sm:px-8">
          <Link
            href="/bots"
            aria-label={product}
            className="focus-ring touch-square flex items-center rounded-lg md:hidden"
          >
            <Logo />
          </Link>
          <WorkspaceMenu />
          <LiveChip />
          <div className="flex items-center gap-1">
            <ShellToggles />
            <UserMenu />
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-hidden sm:px-8 sm:py-8 max-md:pb-24"
        >
          {children}
        </main>
      </div>
      <nav
        aria-label={t('navigation')}
        className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {barItems.map((item) => (
          <NavigationLink key={item.href} item={item} place="bar" />
        ))}
      </nav>
    </div>
  );
}
