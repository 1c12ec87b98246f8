'use client';

import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { Button } from './button';
import { dialogActionsClass, dialogBackdropClass, dialogPopupClass } from './dialog-styles';

interface AlertDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  cancelLabel: string;
  confirmLabel: string;
  onConfirm: () => void;
  isDanger?: boolean;
  isLoading?: boolean;
  isConfirmDisabled?: boolean;
  children?: ReactNode;
}

/** Asks before an act that matters; it closes only by a choice. */
export function AlertDialog(props: AlertDialogProps) {
  return (
    <BaseAlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={dialogBackdropClass} />
        <BaseAlertDialog.Popup className={dialogPopupClass}>
          <div className="flex flex-col gap-1.5">
            <BaseAlertDialog.Title className="font-semibold text-lg leading-snug">{props.title}</BaseAlertDialog.Title>
            <BaseAlertDialog.Description render={<div />} className="text-ink-muted text-sm">
              {props.description}
            </BaseAlertDialog.Description>
          </div>
          {props.children}
          <div className={dialogActionsClass}>
            <BaseAlertDialog.Close render={<Button tone="secondary">{props.cancelLabel}</Button>} />
            <Button
              tone={props.isDanger === true ? 'danger' : 'primary'}
              isLoading={props.isLoading}
              disabled={props.isConfirmDisabled}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </Button>
          </div>
        </BaseAlertDialog.Popup>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
