'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import { readDraftData } from './draft-data';

const beginning = 'door';

/** Offers to go on with the latest unfinished setup. One that was never answered is not worth a word. */
export function OpenDrafts() {
  const t = useTranslations('bots.list');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const showFailure = useFailureToast();
  const drafts = useQuery(trpc.drafts.list.queryOptions());
  const discard = useMutation(
    trpc.drafts.discard.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.drafts.pathFilter()),
      onError: showFailure,
    }),
  );
  const draft = drafts.data?.find((one) => one.step !== beginning && one.botId === null);
  if (draft === undefined) return null;
  const { name, username } = readDraftData(draft.data);
  return (
    <Banner
      tone="info"
      title={
        <>
          {t('drafts')} <bdi>{name ?? username}</bdi>
        </>
      }
      actions={
        <>
          <Button
            size="small"
            tone="quiet"
            isLoading={discard.isPending}
            onClick={() => discard.mutate({ id: draft.id })}
          >
            {t('discard')}
          </Button>
          <Link href={`/bots/new/${draft.id}/${draft.step}`} className={buttonStyles({ size: 'small' })}>
            {t('resume')}
          </Link>
        </>
      }
    />
  );
}
