'use client';

import { Badge } from '@dovecote/ui/badge';
import { Card } from '@dovecote/ui/card';
import { Segmented } from '@dovecote/ui/segmented';
import { ShareBar } from '@dovecote/ui/share-bar';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Loaded } from '@/features/shared/loaded';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';

type BoardLine = Outputs['engagement']['leaderboard'][number];

const boards = ['people', 'teams'] as const;
const spans = ['day', 'week', 'ever'] as const;
const shown = 20;

/** The best, as the people see them; it moves as they play. */
export function BoardCard({ botId }: { botId: string }) {
  const t = useTranslations('engagement.board');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const [board, setBoard] = useState<(typeof boards)[number]>('people');
  const [span, setSpan] = useState<(typeof spans)[number]>('week');
  const lines = useQuery(trpc.engagement.leaderboard.queryOptions({ botId, board, span, limit: shown }));
  return (
    <Card title={t('title')} description={t('lead')} isFlush>
      <div className="flex flex-wrap gap-3 px-4 pb-4 sm:px-5">
        <Segmented
          label={t('board')}
          value={board}
          onChange={setBoard}
          options={boards.map((value) => ({ value, label: t(`boards.${value}`) }))}
        />
        {board === 'teams' ? null : (
          <Segmented
            label={t('span')}
            value={span}
            onChange={setSpan}
            options={spans.map((value) => ({ value, label: t(`spans.${value}`) }))}
          />
        )}
      </div>
      <Loaded query={lines} skeleton={<SkeletonRows count={5} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-5 text-ink-muted text-sm sm:px-5">{t('empty')}</p>
          ) : (
            <ol aria-label={t('title')} className="divide-y divide-line border-line border-t">
              {found.map((line) => (
                <BoardRow
                  key={line.personId ?? line.teamId}
                  line={line}
                  best={found[0]?.points ?? 0}
                  // A day's board began with the day.
                  since={board === 'people' && span === 'day' ? 'hour' : 'day'}
                />
              ))}
            </ol>
          )
        }
      </Loaded>
    </Card>
  );
}

interface BoardRowProps {
  line: BoardLine;
  best: number;
  since: keyof BoardLine['change'];
}

function BoardRow({ line, best, since }: BoardRowProps) {
  const t = useTranslations('engagement');
  const format = useFormatter();
  const share = best <= 0 ? 0 : Math.max(0, line.points) / best;
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 sm:px-5">
      <span className="w-8 shrink-0 text-center font-semibold text-sm tabular-nums">
        <span aria-hidden="true">{line.rank}</span>
        <span className="sr-only">{t('board.rank', { rank: line.rank })}</span>
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-medium text-sm">{line.name ?? t('nameless', { id: line.personId ?? '' })}</bdi>
          <RankMove places={line.change[since]} since={since} />
        </span>
        <ShareBar share={share} />
      </span>
      <span className="shrink-0 font-semibold text-sm tabular-nums">
        {t('points', { count: line.points, points: format.number(line.points) })}
      </span>
    </li>
  );
}

/** Places won or lost; nothing for who stayed or was not among the first. */
function RankMove({ places, since }: { places: number | null; since: BoardRowProps['since'] }) {
  const t = useTranslations('engagement.board');
  if (!places) return null;
  const hasRisen = places > 0;
  const Arrow = hasRisen ? ArrowUp : ArrowDown;
  const words = t(hasRisen ? 'up' : 'down', { places: Math.abs(places), since });
  return (
    <span className="shrink-0" title={words}>
      <Badge tone={hasRisen ? 'good' : 'neutral'}>
        <Arrow aria-hidden="true" />
        <span aria-hidden="true">{Math.abs(places)}</span>
        <span className="sr-only">{words}</span>
      </Badge>
    </span>
  );
}
