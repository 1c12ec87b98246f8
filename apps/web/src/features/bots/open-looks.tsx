'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import { useOpenLooks } from './use-open-looks';

/** Says, to the admin who looks inside and to the workspace alike, that a look is open. */
export function OpenLooks({ botId }: { botId: string }) {
  const t = useTranslations('bots.openLooks');
  const format = useFormatter();
  const router = useRouter();
  const trpc = useTRPC();
  const onError = useFailureToast();
  const looks = useOpenLooks(botId);
  const end = useMutation(
    trpc.admin.endAccess.mutationOptions({
      onError,
      onSuccess: () => {
        toast(t('ended'));
        router.push(`/admin/bots/${botId}`);
      },
    }),
  );
  return looks.data?.map(({ id, reason, expiresAt, isMine }) => {
    const until = format.dateTime(new Date(expiresAt), 'clock');
    const actions = isMine ? (
      <Button isLoading={end.isPending} onClick={() => end.mutate({ id: botId })}>
        {t('end')}
      </Button>
    ) : undefined;
    return (
      <Banner key={id} tone="warn" isLive title={t(isMine ? 'mine' : 'theirs')} actions={actions}>
        {t(isMine ? 'mineText' : 'theirsText', { until, reason })}
      </Banner>
    );
  });
}
