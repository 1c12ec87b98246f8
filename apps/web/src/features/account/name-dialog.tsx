'use client';

import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';

interface NameDialogProps {
  title: string;
  name: string;
  isLoading: boolean;
  onSave: (name: string) => void;
  onClose: () => void;
}

/** Gives a thing another name. */
export function NameDialog({ title, name, isLoading, onSave, onClose }: NameDialogProps) {
  const t = useTranslations('account.profile');
  const common = useTranslations('common');
  const [text, setText] = useState(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      closeLabel={common('close')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('name')}>
          <Input value={text} maxLength={60} autoComplete="off" onChange={(event) => setText(event.target.value)} />
        </Field>
        <Button type="submit" tone="primary" isBlock isLoading={isLoading} disabled={text.trim() === ''}>
          {common('save')}
        </Button>
      </form>
    </Dialog>
  );
}
