'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import type { Bot } from './bot';
import { useRefreshBots } from './use-refresh-bots';

const nameLengthMax = 64;

export function RenameCard({ bot }: { bot: Bot }) {
  const t = useTranslations('bots.settings.rename');
  const trpc = useTRPC();
  const refresh = useRefreshBots();
  const [name, setName] = useState(bot.name);
  const rename = useMutation(
    trpc.bots.update.mutationOptions({
      onError: useFailureToast(),
      onSuccess: () => toast.success(t('done')),
      onSettled: refresh,
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ id: bot.id, name: name.trim() });
  };
  return (
    <Card title={t('title')}>
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <Field
          label={t('label')}
          hint={t('hint')}
          error={rename.isError ? readFailure(rename.error).fields.name : undefined}
          className="min-w-60 flex-1"
        >
          <Input value={name} maxLength={nameLengthMax} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button
          type="submit"
          className="max-sm:w-full sm:mt-6.5"
          isLoading={rename.isPending}
          disabled={name.trim() === '' || name.trim() === bot.name}
        >
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
