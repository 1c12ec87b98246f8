'use client';

import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { buttonStyles } from './button-styles';
import { dialogBackdropClass, dialogPopupClass } from './dialog-styles';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  closeLabel: string;
  trigger?: ReactElement;
  children: ReactNode;
}

/** A window over the page; on a phone a sheet from below. Focus returns to what opened it. */
export function Dialog({ open, onOpenChange, title, description, closeLabel, trigger, children }: DialogProps) {
  useFocusBack(open);
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger === undefined ? null : <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={dialogBackdropClass} />
        <BaseDialog.Popup className={dialogPopupClass}>
          <div className="flex items-start justify-between gap-4">
            <div className="flex flex-col gap-1">
              <BaseDialog.Title className="font-semibold text-lg leading-snug">{title}</BaseDialog.Title>
              {description === undefined ? null : (
                <BaseDialog.Description className="text-ink-muted text-sm">{description}</BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              aria-label={closeLabel}
              className={buttonStyles({ tone: 'quiet', size: 'icon', className: '-me-2 -mt-1.5' })}
            >
              <X aria-hidden="true" />
            </BaseDialog.Close>
          </div>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** One that is taken away while open has no moment to give focus back. */
function useFocusBack(isOpen: boolean): void {
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement));
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    wasOpen.current = isOpen;
  }, [isOpen]);
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (wasOpen.current && isLost && opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}
