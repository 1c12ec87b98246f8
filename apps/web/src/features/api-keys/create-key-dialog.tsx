'use client';

import { actionScopes, isAtLeast, type MemberRole } from '@dovecote/services/policies/member-policy';
import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Select } from '@dovecote/ui/select';
import { Switch } from '@dovecote/ui/switch';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { OnceShown } from '@/features/shared/once-shown';
import { useMe } from '@/features/shell/use-me';
import { roles } from '@/features/team/roles';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';

interface CreateKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

type Scope = (typeof actionScopes)[keyof typeof actionScopes];
const scopes = [...new Set(Object.values(actionScopes))];
const spans = ['never', '30', '90', '365'] as const;

/** Asks what the key may do, makes it and shows it once. */
export function CreateKeyDialog({ open, onOpenChange }: CreateKeyDialogProps) {
  const t = useTranslations('keys');
  const team = useTranslations('team');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mine = useMe()?.role ?? 'viewer';
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read']);
  const [role, setRole] = useState<MemberRole>(mine);
  const [span, setSpan] = useState<(typeof spans)[number]>('never');
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({ onSettled: () => queryClient.invalidateQueries(trpc.apiKeys.pathFilter()) }),
  );
  const failure = create.isError ? readFailure(create.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expiry = span === 'never' ? {} : { expiresInDays: Number(span) };
    create.mutate({ name: name.trim(), scopes: [...chosen], role, ...expiry });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('create')}
      description={t('createLead')}
      closeLabel={common('close')}
    >
      {create.data === undefined ? (
        <form onSubmit={submit} className="flex flex-col gap-4">
          {failure === undefined ? null : (
            <Banner tone="bad" isLive>
              {failure.message}
            </Banner>
          )}
          <Field label={t('name')} hint={t('nameHint')}>
            <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
          <fieldset className="flex flex-col">
            <legend className="font-medium text-sm">{t('scopes.title')}</legend>
            {scopes.map((scope) => (
              <Field key={scope} label={<code>{scope}</code>} hint={t(`scopes.${scope}`)} isInline>
                <Switch
                  checked={chosen.includes(scope)}
                  onChange={(isOn) => setChosen(isOn ? [...chosen, scope] : chosen.filter((one) => one !== scope))}
                />
              </Field>
            ))}
          </fieldset>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('role')}>
              <Select
                value={role}
                onChange={setRole}
                options={roles
                  .filter((value) => isAtLeast(mine, value))
                  .map((value) => ({ value, label: team(`roles.${value}`) }))}
              />
            </Field>
            <Field label={t('expiry')}>
              <Select
                value={span}
                onChange={setSpan}
                options={spans.map((value) => ({ value, label: t(`spans.${value}`) }))}
              />
            </Field>
          </div>
          <Button
            type="submit"
            tone="primary"
            isLoading={create.isPending}
            disabled={name.trim() === '' || chosen.length === 0}
          >
            {t('submit')}
          </Button>
        </form>
      ) : (
        <OnceShown label={t('key')} text={create.data.key} hint={t('keyHint')} />
      )}
    </Dialog>
  );
}
