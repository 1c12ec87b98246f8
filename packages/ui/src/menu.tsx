'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn';

export interface MenuEntry {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  onSelect?: () => void;
  /** A link element to render instead, e.g. a router link. */
  link?: ReactElement;
  isDanger?: boolean;
  isDisabled?: boolean;
}

interface MenuProps {
  trigger: ReactElement;
  /** Groups of entries, a line between them. */
  groups: readonly (readonly MenuEntry[])[];
  header?: ReactNode;
}

const entryClass =
  'touch flex cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 text-ink text-sm no-underline outline-hidden data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:text-ink-faint';

/** Acts behind a button. */
export function Menu({ trigger, groups, header }: MenuProps) {
  const filled = groups.filter((group) => group.length > 0);
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align="end" className="z-50 outline-hidden">
          <BaseMenu.Popup className="min-w-52 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-surface p-1 shadow-pop outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {header === undefined ? null : <div className="px-2.5 py-2 text-ink-muted text-xs">{header}</div>}
            {filled.map((group, index) => (
              <div key={group[0]?.id}>
                {index === 0 && header === undefined ? null : <BaseMenu.Separator className="mx-1 my-1 h-px bg-line" />}
                {group.map((entry) => (
                  <BaseMenu.Item
                    key={entry.id}
                    render={entry.link}
                    nativeButton={false}
                    disabled={entry.isDisabled}
                    onClick={entry.onSelect}
                    className={cn(
                      entryClass,
                      entry.isDanger === true && 'text-bad-ink data-highlighted:bg-bad-soft [&_svg]:text-bad-ink',
                    )}
                  >
                    {entry.icon}
                    {entry.label}
                  </BaseMenu.Item>
                ))}
              </div>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
