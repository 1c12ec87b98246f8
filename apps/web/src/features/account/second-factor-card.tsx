'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, Smartphone } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { Loaded } from '@/features/shared/loaded';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import { AuthenticatorDialog } from './authenticator-dialog';
import { FactorRow } from './factor-row';
import { PasskeyRows } from './passkey-rows';
import { RecoveryCodesDialog } from './recovery-codes-dialog';

/** What proves who one is beside the password: an authenticator app, passkeys, recovery codes. */
export function SecondFactorCard() {
  const t = useTranslations('account.factor');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const [codes, setCodes] = useState<string[]>();
  const factor = useQuery(trpc.secondFactor.get.queryOptions());
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries(trpc.secondFactor.pathFilter()),
      queryClient.invalidateQueries(trpc.session.pathFilter()),
      queryClient.invalidateQueries(trpc.account.pathFilter()),
    ]);
  const onError = useFailureToast();
  const begin = useMutation(trpc.secondFactor.beginAuthenticator.mutationOptions({ onError }));
  const remove = useMutation(
    trpc.secondFactor.removeAuthenticator.mutationOptions({
      onError,
      onSuccess: () => {
        toast.success(t('app.removed'));
        setRemoving(false);
      },
      onSettled: refresh,
    }),
  );
  const renew = useMutation(
    trpc.secondFactor.renewRecoveryCodes.mutationOptions({
      onError,
      onSuccess: (made) => setCodes(made.recoveryCodes),
      onSettled: refresh,
    }),
  );
  return (
    <Card title={<span id="second-factor">{t('title')}</span>} description={t('lead')} isFlush>
      <Loaded query={factor} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
        {(found) => (
          <ul className="divide-y divide-line border-line border-t">
            <FactorRow
              icon={Smartphone}
              title={t('app.title')}
              badge={found.authenticator === null ? null : <Badge tone="good">{t('on')}</Badge>}
              detail={
                found.authenticator === null
                  ? t('app.lead')
                  : t.rich('app.since', { ago: () => <Ago at={found.authenticator?.confirmedAt ?? ''} /> })
              }
              actions={
                found.authenticator === null ? (
                  <Button size="small" isLoading={begin.isPending} onClick={() => begin.mutate()}>
                    {t('app.add')}
                  </Button>
                ) : (
                  <Button size="small" onClick={() => setRemoving(true)}>
                    {t('app.remove')}
                  </Button>
                )
              }
            />
            <PasskeyRows passkeys={found.passkeys} onCodes={setCodes} onChanged={refresh} />
            {found.authenticator === null && found.passkeys.length === 0 ? null : (
              <FactorRow
                icon={ShieldCheck}
                title={t('codes.title')}
                badge={
                  found.recoveryCodesLeft < 3 ? (
                    <Badge tone="warn">{t('codes.left', { count: found.recoveryCodesLeft })}</Badge>
                  ) : null
                }
                detail={t('codes.lead', { count: found.recoveryCodesLeft })}
                actions={
                  <Button size="small" isLoading={renew.isPending} onClick={() => renew.mutate()}>
                    {t('codes.renew')}
                  </Button>
                }
              />
            )}
          </ul>
        )}
      </Loaded>
      {begin.data === undefined ? null : (
        <AuthenticatorDialog
          enrolment={begin.data}
          onClose={begin.reset}
          onDone={(made) => {
            begin.reset();
            setCodes(made);
            refresh();
          }}
        />
      )}
      <RecoveryCodesDialog codes={codes} onClose={() => setCodes(undefined)} />
      <AlertDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={t('app.removeTitle')}
        description={t('app.removeText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('app.remove')}
        isDanger
        isLoading={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </Card>
  );
}
