'use client';

import { Banner } from '@dovecote/ui/banner';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/trpc/trpc-context';

/** Why people in groups carry no tag beside their name; nothing where all went well. */
export function TagRefusals({ botId }: { botId: string }) {
  const t = useTranslations('engagement.tags');
  const trpc = useTRPC();
  const refusals = useQuery(trpc.engagement.tagRefusals.queryOptions({ botId }));
  return refusals.data?.map(({ chatId, cause, people }) => (
    <Banner key={`${chatId} ${cause}`} tone={cause === 'rights' ? 'warn' : 'info'}>
      {t(cause, { chat: chatId, count: people })}
    </Banner>
  ));
}
