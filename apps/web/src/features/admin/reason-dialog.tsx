'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Field } from '@dovecote/ui/field';
import { Textarea } from '@dovecote/ui/textarea';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';

const reasonLengthMin = 3;
const reasonLengthMax = 500;

interface ReasonDialogProps {
  open: boolean;
  title: string;
  description: string;
  confirmLabel: string;
  isDanger?: boolean;
  isLoading: boolean;
  isConfirmDisabled?: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks an admin why; without a reason nothing is done. Give each asking a key of its own. */
export function ReasonDialog(props: ReasonDialogProps) {
  const t = useTranslations('admin.reason');
  const common = useTranslations('common');
  const [reason, setReason] = useState('');
  const isShort = reason.trim().length < reasonLengthMin;
  return (
    <AlertDialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      description={props.description}
      cancelLabel={common('cancel')}
      confirmLabel={props.confirmLabel}
      isDanger={props.isDanger}
      isLoading={props.isLoading}
      isConfirmDisabled={isShort || props.isConfirmDisabled === true}
      onConfirm={() => props.onConfirm(reason.trim())}
    >
      {props.children}
      <Field label={t('label')} hint={t('hint')} error={reason !== '' && isShort ? t('short') : undefined}>
        <Textarea value={reason} maxLength={reasonLengthMax} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </AlertDialog>
  );
}
