'use client';

import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { ExactTime } from '@/features/shared/exact-time';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useMay } from '@/features/workspace/use-may';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { useEngagementActs } from './use-engagement-acts';
import { useLineWords } from './use-line-words';

type Line = Outputs['engagement']['lines']['items'][number];

const pageSize = 25;

interface LinesDialogProps {
  botId: string;
  personId: string;
  name: string;
}

/** Every point of a person and what it was for; one that should not have been is taken back by another line. */
export function LinesDialog({ botId, personId, name }: LinesDialogProps) {
  const t = useTranslations('engagement.lines');
  const common = useTranslations('common');
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      title={t('title', { name })}
      description={t('lead')}
      closeLabel={common('close')}
      trigger={<Button size="small">{t('open')}</Button>}
    >
      {isOpen ? <Lines botId={botId} personId={personId} /> : null}
    </Dialog>
  );
}

function Lines({ botId, personId }: Omit<LinesDialogProps, 'name'>) {
  const t = useTranslations('engagement.lines');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { botId, personId, limit: pageSize };
  const lines = usePages({
    queryKey: trpc.engagement.lines.infiniteQueryKey(input),
    load: (from) => client.engagement.lines.query({ ...input, ...from }),
  });
  return (
    <Loaded query={lines} skeleton={<SkeletonRows count={4} label={common('loading')} />}>
      {(found) =>
        found.length === 0 ? (
          <p className="text-ink-muted text-sm">{t('empty')}</p>
        ) : (
          <div className="-mx-1 max-h-[50dvh] overflow-y-auto px-1">
            <ul aria-label={t('list')} className="divide-y divide-line">
              {found.map((line) => (
                <LineItem key={line.id} botId={botId} line={line} />
              ))}
            </ul>
            <LoadMore query={lines} />
          </div>
        )
      }
    </Loaded>
  );
}

function LineItem({ botId, line }: { botId: string; line: Line }) {
  const t = useTranslations('engagement.lines');
  const format = useFormatter();
  const words = useLineWords(botId);
  const mayModerate = useMay('engagement.moderate');
  const { reverseLine } = useEngagementActs();
  const takeBack = () =>
    reverseLine.mutate({ botId, lineId: line.id }, { onSuccess: () => toast.success(t('reversed')) });
  return (
    <li className="flex items-center gap-3 py-2.5">
      <span className={`w-14 shrink-0 text-end font-semibold tabular-nums ${line.points < 0 ? 'text-ink-muted' : ''}`}>
        {format.number(line.points, { signDisplay: 'exceptZero' })}
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="break-words text-sm">{words(line)}</span>
        <span className="text-ink-faint text-xs">
          <ExactTime at={line.at} />
        </span>
      </span>
      <Button size="small" tone="quiet" disabled={!mayModerate} isLoading={reverseLine.isPending} onClick={takeBack}>
        {t('reverse')}
      </Button>
    </li>
  );
}
