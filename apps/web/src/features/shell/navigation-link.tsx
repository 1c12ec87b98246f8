'use client';

import { cn } from '@dovecote/ui/cn';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { NavigationItem } from './navigation-items';

interface NavigationLinkProps {
  item: NavigationItem;
  place: 'sidebar' | 'bar';
}

const placeClass = {
  sidebar: 'flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-sm',
  bar: 'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-[0.6875rem]',
};

export function NavigationLink({ item, place }: NavigationLinkProps) {
  const t = useTranslations('common.shell');
  const path = usePathname();
  const isHere = path === item.href || path.startsWith(`${item.href}/`);
  const Icon = item.icon;
  const className = cn(
    'focus-ring -outline-offset-2! font-medium no-underline transition-colors',
    placeClass[place],
    isHere ? 'text-accent-ink' : 'text-ink-muted hover:text-ink',
    place === 'sidebar' && (isHere ? 'bg-accent-soft' : 'hover:bg-hover'),
  );
  const content = (
    <>
      <Icon aria-hidden="true" className={place === 'sidebar' ? 'size-4.5' : 'size-5'} />
      <span className="max-w-full truncate">{t(item.label)}</span>
    </>
  );
  if (item.href.startsWith('/api/')) {
    return (
      <a href={item.href} className={className}>
        {content}
      </a>
    );
  }
  return (
    <Link href={item.href} aria-current={isHere ? 'page' : undefined} className={className}>
      {content}
    </Link>
  );
}
