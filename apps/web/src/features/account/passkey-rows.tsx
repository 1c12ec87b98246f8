'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Button } from '@dovecote/ui/button';
import { startRegistration } from '@simplewebauthn/browser';
import { useMutation } from '@tanstack/react-query';
import { Fingerprint, KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { readFailure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { describeDevice } from './describe-device';
import { FactorRow } from './factor-row';
import { NameDialog } from './name-dialog';

type Passkey = Outputs['secondFactor']['get']['passkeys'][number];

interface PasskeyRowsProps {
  passkeys: Passkey[];
  /** Recovery codes that came with a first second factor. */
  onCodes: (codes: string[]) => void;
  onChanged: () => unknown;
}

/** The passkeys of the account: add, rename, remove. */
export function PasskeyRows({ passkeys, onCodes, onChanged }: PasskeyRowsProps) {
  const t = useTranslations('account.factor.passkey');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const onError = useFailureToast();
  const [chosen, setChosen] = useState<{ act: 'rename' | 'remove'; passkey: Passkey }>();
  const shared = { onError, onSettled: onChanged, onSuccess: () => setChosen(undefined) };
  const remove = useMutation(trpc.secondFactor.removePasskey.mutationOptions(shared));
  const rename = useMutation(trpc.secondFactor.renamePasskey.mutationOptions(shared));
  const add = useMutation({
    mutationFn: async () => {
      const optionsJSON = await client.secondFactor.beginPasskey.mutate();
      const { id, rawId, response } = await startRegistration({ optionsJSON });
      const { clientDataJSON, attestationObject, transports } = response;
      return await client.secondFactor.addPasskey.mutate({
        name: describeDevice(navigator.userAgent) ?? t('unnamed'),
        answer: {
          id,
          rawId,
          type: 'public-key',
          response: { clientDataJSON, attestationObject, ...(transports !== undefined && { transports }) },
        },
      });
    },
    onSuccess: ({ recoveryCodes }) => {
      toast.success(t('added'));
      if (recoveryCodes !== null) onCodes(recoveryCodes);
    },
    onError: (error) => toast.error(readFailure(error).message || t('failed')),
    onSettled: onChanged,
  });
  return (
    <>
      <FactorRow
        icon={Fingerprint}
        title={t('title')}
        detail={t('lead')}
        actions={
          <Button size="small" isLoading={add.isPending} onClick={() => add.mutate()}>
            {t('add')}
          </Button>
        }
      />
      {passkeys.map((passkey) => (
        <FactorRow
          key={passkey.id}
          icon={KeyRound}
          title={<bdi>{passkey.name}</bdi>}
          detail={
            passkey.lastUsedAt === null
              ? t('unused')
              : t.rich('used', { ago: () => <Ago at={passkey.lastUsedAt ?? passkey.createdAt} /> })
          }
          actions={(['rename', 'remove'] as const).map((act) => (
            <Button key={act} size="small" onClick={() => setChosen({ act, passkey })}>
              {t(act)}
            </Button>
          ))}
        />
      ))}
      {chosen?.act === 'rename' ? (
        <NameDialog
          title={t('renameTitle')}
          name={chosen.passkey.name}
          isLoading={rename.isPending}
          onSave={(name) => rename.mutate({ id: chosen.passkey.id, name })}
          onClose={() => setChosen(undefined)}
        />
      ) : null}
      <AlertDialog
        open={chosen?.act === 'remove'}
        onOpenChange={(open) => {
          if (!open) setChosen(undefined);
        }}
        title={t('removeTitle', { name: chosen?.passkey.name ?? '' })}
        description={t('removeText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('remove')}
        isDanger
        isLoading={remove.isPending}
        onConfirm={() => chosen !== undefined && remove.mutate({ id: chosen.passkey.id })}
      />
    </>
  );
}
