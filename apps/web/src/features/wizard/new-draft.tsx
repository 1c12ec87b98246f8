'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { FailureView } from '@/features/shared/failure-view';
import { useTRPC } from '@/trpc/trpc-context';

/** Begins a setup on the server and goes to its first step. */
export function NewDraft() {
  const t = useTranslations('wizard');
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const hasBegun = useRef(false);
  const { mutate, error, isError } = useMutation(
    trpc.drafts.create.mutationOptions({
      onSuccess: async (draft) => {
        await queryClient.invalidateQueries(trpc.drafts.pathFilter());
        router.replace(`/bots/new/${draft.id}/door`);
      },
    }),
  );
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    mutate();
  }, [mutate]);
  if (isError) return <FailureView error={error} onRetry={() => mutate()} />;
  return (
    <div role="status" className="mx-auto flex max-w-4xl flex-col gap-6">
      <h1 className="sr-only">{t('title')}</h1>
      <span className="sr-only">{t('preparing')}</span>
      <Skeleton className="h-8 w-52" />
      <Skeleton className="h-80 w-full" />
    </div>
  );
}
