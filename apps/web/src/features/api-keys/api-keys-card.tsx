'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { ExactTime } from '@/features/shared/exact-time';
import { Loaded } from '@/features/shared/loaded';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { CreateKeyDialog } from './create-key-dialog';

type ApiKey = Outputs['apiKeys']['list'][number];

/** The keys that work, each known by its first characters. */
export function ApiKeysCard() {
  const t = useTranslations('keys');
  const team = useTranslations('team');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const keys = useQuery(trpc.apiKeys.list.queryOptions());
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onError: useFailureToast(),
      onSuccess: () => toast.success(t('revoked')),
      onSettled: () => queryClient.invalidateQueries(trpc.apiKeys.pathFilter()),
    }),
  );
  const [ending, setEnding] = useState<ApiKey>();
  const [serial, setSerial] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const create = () => {
    setSerial(serial + 1);
    setOpen(true);
  };
  const createButton = (
    <Button tone="primary" onClick={create}>
      <Plus aria-hidden="true" />
      {t('create')}
    </Button>
  );
  return (
    <Card title={t('list')} isFlush actions={createButton}>
      <Loaded query={keys} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('empty')} />
          ) : (
            <ul className="divide-y divide-line border-line border-t">
              {found.map((key) => (
                <li key={key.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
                  <span className="flex min-w-0 items-start gap-3">
                    <KeyRound aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-ink-faint" />
                    <span className="flex min-w-0 flex-col gap-1">
                      <span className="flex flex-wrap items-center gap-2 font-medium text-sm">
                        <bdi>{key.name}</bdi>
                        <code dir="ltr" className="text-ink-muted text-xs">
                          {key.prefix}…
                        </code>
                      </span>
                      <span className="flex flex-wrap gap-1">
                        <Badge tone="accent">{team(`roles.${key.role}`)}</Badge>
                        {key.scopes.map((scope) => (
                          <Badge key={scope}>{scope}</Badge>
                        ))}
                      </span>
                      <span className="text-ink-muted text-xs">
                        {key.lastUsedAt === null
                          ? t('unused')
                          : t.rich('used', { ago: () => <Ago at={key.lastUsedAt ?? ''} /> })}
                        {key.expiresAt === null ? null : (
                          <> · {t.rich('until', { at: () => <ExactTime at={key.expiresAt ?? ''} /> })}</>
                        )}
                      </span>
                    </span>
                  </span>
                  <Button
                    size="small"
                    tone="dangerQuiet"
                    aria-label={t('revokeNamed', { name: key.name })}
                    onClick={() => setEnding(key)}
                  >
                    {t('revoke')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <CreateKeyDialog key={serial} open={isOpen} onOpenChange={setOpen} />
      <AlertDialog
        open={ending !== undefined}
        onOpenChange={() => setEnding(undefined)}
        title={t('revokeTitle', { name: ending?.name ?? '' })}
        description={t('revokeWords')}
        cancelLabel={common('cancel')}
        confirmLabel={t('revoke')}
        isDanger
        onConfirm={() => {
          if (ending !== undefined) revoke.mutate({ id: ending.id });
          setEnding(undefined);
        }}
      />
    </Card>
  );
}
