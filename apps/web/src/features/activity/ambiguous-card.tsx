'use client';

import { Badge } from '@dovecote/ui/badge';
import { Card } from '@dovecote/ui/card';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { LoadMore } from '@/features/shared/load-more';
import { usePages } from '@/features/shared/use-pages';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';

type AmbiguousCall = Outputs['bots']['ambiguousCalls']['items'][number];

const pageSize = 3;

/** Calls whose answer was lost, and what was done about each; without any there is nothing to see. */
export function AmbiguousCard({ botId }: { botId: string }) {
  const t = useTranslations('journal.ambiguous');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { id: botId, limit: pageSize };
  const calls = usePages({
    queryKey: trpc.bots.ambiguousCalls.infiniteQueryKey(input),
    load: (from) => client.bots.ambiguousCalls.query({ ...input, ...from }),
  });
  if (calls.data === undefined || calls.data.length === 0) return null;
  return (
    <Card title={t('title')} description={t('description')} isFlush>
      <ul className="divide-y divide-line border-line border-t">
        {calls.data.map((call) => (
          <AmbiguousItem key={call.id} botId={botId} call={call} />
        ))}
      </ul>
      <LoadMore query={calls} />
    </Card>
  );
}

function AmbiguousItem({ botId, call }: { botId: string; call: AmbiguousCall }) {
  const t = useTranslations('journal.ambiguous');
  return (
    <li className="flex flex-col gap-1 px-4 py-3 text-sm sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="font-medium font-mono">{call.method}</code>
        <span className="text-ink-muted">{call.chatId === null ? t('noChat') : t('chat', { chat: call.chatId })}</span>
        <Badge tone={call.policy === 'never_twice' ? 'warn' : 'neutral'}>{t(`policies.${call.policy}`)}</Badge>
        <span className="ms-auto text-ink-muted text-xs">
          <Ago at={call.resolvedAt ?? call.createdAt} />
        </span>
      </div>
      <p>{t(`outcomes.${call.outcome}`)}</p>
      {call.updateId === null ? null : (
        <Link
          href={`/bots/${botId}/activity/${call.updateId}`}
          className="focus-ring touch flex w-fit items-center rounded text-accent-ink text-xs"
        >
          {t('trace')}
        </Link>
      )}
    </li>
  );
}
