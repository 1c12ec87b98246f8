'use client';

import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyles } from './button-styles';

/** More, for whoever wants it. */
export function Disclosure({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Collapsible.Root className="flex min-w-0 max-w-full flex-col gap-2">
      <Collapsible.Trigger className={buttonStyles({ tone: 'quiet', size: 'small', className: 'group -ms-2 w-fit' })}>
        <ChevronRight
          aria-hidden="true"
          className="transition-transform group-data-panel-open:rotate-90 rtl:rotate-180"
        />
        {label}
      </Collapsible.Trigger>
      <Collapsible.Panel>{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
