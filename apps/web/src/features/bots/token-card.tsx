'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { PasswordInput } from '@/features/session/password-input';
import { describeRefusal } from '@/features/wizard/describe-inspection';
import { type Failure, readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import type { Bot } from './bot';
import { useRefreshBots } from './use-refresh-bots';

export function TokenCard({ bot }: { bot: Bot }) {
  const t = useTranslations('bots.settings.token');
  const wizard = useTranslations('wizard.token');
  const results = useTranslations('wizard.token.results');
  const side = useTranslations('common.failure.side');
  const trpc = useTRPC();
  const refresh = useRefreshBots();
  const [token, setToken] = useState('');
  const rotate = useMutation(
    trpc.bots.rotateToken.mutationOptions({
      onSuccess: () => {
        setToken('');
        toast.success(t('done'));
      },
      onSettled: refresh,
    }),
  );
  const problemOf = (failure: Failure) => {
    if (failure.code === 'TOKEN_MISMATCH') return t('mismatch', { username: bot.username });
    if (failure.code === 'TOKEN_MALFORMED') return wizard('malformed');
    const refusal = describeRefusal(failure, results)?.find((check) => check.state === 'fail');
    return refusal?.text ?? (failure.message || side(failure.side));
  };
  const problem = rotate.isError ? problemOf(readFailure(rotate.error)) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rotate.mutate({ id: bot.id, token });
  };
  return (
    <Card title={<span id="token">{t('title')}</span>} description={t('description')}>
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <Field label={t('label')} error={problem} className="min-w-60 flex-1">
          <PasswordInput value={token} autoComplete="off" onChange={(event) => setToken(event.target.value)} />
        </Field>
        <Button
          type="submit"
          className="max-sm:w-full sm:mt-6.5"
          isLoading={rotate.isPending}
          disabled={token.trim() === ''}
        >
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
