'use client';

import { cn } from '@dovecote/ui/cn';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

interface SectionLink {
  href: string;
  label: string;
  isExact?: boolean;
}

/** The parts of one thing, each a page of its own. */
export function SectionLinks({ label, links }: { label: string; links: readonly SectionLink[] }) {
  const path = usePathname();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-line border-b px-4 sm:mx-0 sm:px-0">
      <ul ref={list} className="flex w-max gap-1">
        {links.map((link) => {
          const isHere = path === link.href || (link.isExact !== true && path.startsWith(`${link.href}/`));
          return (
            <li key={link.href}>
              <Link
                href={link.href}
                aria-current={isHere ? 'page' : undefined}
                className={cn(
                  'focus-ring -outline-offset-2! touch -mb-px flex h-10 items-center whitespace-nowrap rounded-t-md border-b-2 px-3 font-medium text-sm no-underline',
                  isHere ? 'border-accent text-ink' : 'border-transparent text-ink-muted hover:text-ink',
                )}
              >
                {link.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
