'use client';

import { isAtLeast, type MemberRole } from '@dovecote/services/policies/member-policy';
import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Select } from '@dovecote/ui/select';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { OnceShown } from '@/features/shared/once-shown';
import { useMe } from '@/features/shell/use-me';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { roles } from './roles';
import { useTeamAct } from './use-team-act';

interface InviteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes a link for one person and shows it once. */
export function InviteDialog({ open, onOpenChange }: InviteDialogProps) {
  const t = useTranslations('team');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const mine = useMe()?.role ?? 'viewer';
  const [role, setRole] = useState<MemberRole>('viewer');
  const [email, setEmail] = useState('');
  const { onSettled } = useTeamAct('');
  const invite = useMutation(trpc.workspace.invite.mutationOptions({ onSettled }));
  const failure = invite.isError ? readFailure(invite.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ role, ...(email.trim() !== '' && { email: email.trim() }) });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('invite.title')}
      description={t('invite.lead')}
      closeLabel={common('close')}
    >
      {invite.data === undefined ? (
        <form onSubmit={submit} className="flex flex-col gap-4">
          {failure === undefined || failure.fields.email !== undefined ? null : (
            <Banner tone="bad" isLive>
              {failure.message}
            </Banner>
          )}
          <Field label={t('invite.role')}>
            <Select
              value={role}
              onChange={setRole}
              options={roles
                .filter((value) => isAtLeast(mine, value))
                .map((value) => ({ value, label: t(`roles.${value}`) }))}
            />
          </Field>
          <Field
            label={t('invite.email')}
            aside={common('optional')}
            hint={t('invite.emailHint')}
            error={failure?.fields.email}
          >
            <Input type="email" dir="ltr" value={email} onChange={(event) => setEmail(event.target.value)} />
          </Field>
          <Button type="submit" tone="primary" isLoading={invite.isPending}>
            {t('invite.submit')}
          </Button>
        </form>
      ) : (
        <OnceShown
          label={t('invite.link')}
          text={`${window.location.origin}/invitation?token=${invite.data.token}`}
          hint={t('invite.linkHint')}
        />
      )}
    </Dialog>
  );
}
