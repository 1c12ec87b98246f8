'use client';

import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { ShareBar } from '@dovecote/ui/share-bar';
import { useFormatter, useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { FilteredCard } from '@/features/shared/filtered-card';
import { useFilteredPages } from '@/features/shared/use-filtered-pages';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { PollForm } from './poll-form';
import { useEngagementActs } from './use-engagement-acts';

type Poll = Outputs['engagement']['polls']['items'][number];

const filters = ['all', 'proposed', 'sent'] as const;
type Filter = (typeof filters)[number];
const pageSize = 20;

/** What was asked and what came of it; what people propose waits here. */
export function PollsTab({ botId }: { botId: string }) {
  const t = useTranslations('engagement.polls');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const polls = useFilteredPages<Filter, Poll, Outputs['engagement']['polls']>('all', (filter) => {
    const input = { botId, limit: pageSize, ...(filter !== 'all' && { state: filter }) };
    return {
      queryKey: trpc.engagement.polls.infiniteQueryKey(input),
      load: (from) => client.engagement.polls.query({ ...input, ...from }),
    };
  });
  return (
    <div className="flex flex-col gap-6">
      <PollForm botId={botId} />
      <FilteredCard
        title={t('title')}
        description={t('lead')}
        label={t('filter')}
        filters={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
        {...polls}
        empty={t('empty')}
      >
        {(poll) => <PollItem key={poll.id} botId={botId} poll={poll} />}
      </FilteredCard>
    </div>
  );
}

function PollItem({ botId, poll }: { botId: string; poll: Poll }) {
  const t = useTranslations('engagement.polls');
  const { reviewPoll } = useEngagementActs();
  const all = poll.votes.reduce((sum, votes) => sum + votes, 0);
  const decide = (decision: 'approve' | 'refuse') => reviewPoll.mutate({ botId, pollId: poll.id, decision });
  return (
    <li className="flex flex-col gap-3 px-4 py-4 sm:px-5">
      <span className="flex flex-wrap items-center gap-2">
        <bdi className="break-words font-medium">{poll.question}</bdi>
        <Badge>{t(`kinds.${poll.kind}`)}</Badge>
        <Badge tone={poll.state === 'proposed' ? 'warn' : 'neutral'}>{t(`states.${poll.state}`)}</Badge>
      </span>
      <ul className="flex flex-col gap-1.5">
        {poll.options.map((option, index) => (
          <PollOption
            key={option}
            text={option}
            votes={poll.votes[index] ?? 0}
            all={all}
            isRight={poll.right.includes(index)}
          />
        ))}
      </ul>
      <span className="flex flex-wrap gap-x-3 text-ink-muted text-xs">
        <span>{t('votes', { count: all })}</span>
        <span>{t('worth', { points: poll.points })}</span>
        <Ago at={poll.createdAt} />
      </span>
      {poll.state === 'proposed' ? (
        <span className="flex gap-2">
          <Button size="small" tone="primary" isLoading={reviewPoll.isPending} onClick={() => decide('approve')}>
            {t('approve')}
          </Button>
          <Button size="small" tone="dangerQuiet" onClick={() => decide('refuse')}>
            {t('refuse')}
          </Button>
        </span>
      ) : null}
    </li>
  );
}

interface PollOptionProps {
  text: string;
  votes: number;
  all: number;
  isRight: boolean;
}

function PollOption({ text, votes, all, isRight }: PollOptionProps) {
  const t = useTranslations('engagement.polls');
  const format = useFormatter();
  const share = all === 0 ? 0 : votes / all;
  return (
    <li className="flex flex-col gap-1 text-sm">
      <span className="flex items-baseline justify-between gap-3">
        <span className="flex min-w-0 items-baseline gap-2">
          <bdi className="break-words">{text}</bdi>
          {isRight ? <Badge tone="good">{t('right')}</Badge> : null}
        </span>
        <span className="shrink-0 text-ink-muted tabular-nums">
          {format.number(votes)} · {format.number(share, { style: 'percent', maximumFractionDigits: 0 })}
        </span>
      </span>
      <ShareBar share={share} />
    </li>
  );
}
