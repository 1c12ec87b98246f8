'use client';

import { nextReferralState } from '@dovecote/services/engagement/next-referral-state';
import { Badge, type BadgeTone } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { FilteredCard } from '@/features/shared/filtered-card';
import { useFilteredPages } from '@/features/shared/use-filtered-pages';
import { useMay } from '@/features/workspace/use-may';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { useEngagementActs } from './use-engagement-acts';

type Referral = Outputs['engagement']['referrals']['items'][number];

const filters = ['appealed', 'held', 'all'] as const;
type Filter = (typeof filters)[number];
const pageSize = 25;
const findingKinds = ['same_hands', 'crowd', 'ring', 'copies'] as const;

const tones: Record<Referral['state'], BadgeTone> = {
  waiting: 'neutral',
  paid: 'good',
  held: 'warn',
  appealed: 'warn',
  released: 'good',
  refused: 'bad',
  revoked: 'bad',
  clawed_back: 'bad',
  lapsed: 'neutral',
};

/** Who came by whose link; what the referee holds back waits for the owner's word. */
export function ReferralsTab({ botId }: { botId: string }) {
  const t = useTranslations('engagement.referrals');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const referrals = useFilteredPages<Filter, Referral, Outputs['engagement']['referrals']>('appealed', (filter) => {
    const input = { botId, limit: pageSize, ...(filter !== 'all' && { state: filter }) };
    return {
      queryKey: trpc.engagement.referrals.infiniteQueryKey(input),
      load: (from) => client.engagement.referrals.query({ ...input, ...from }),
    };
  });
  return (
    <FilteredCard
      title={t('title')}
      description={t('lead')}
      label={t('filter')}
      filters={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
      {...referrals}
      empty={t('empty')}
    >
      {(referral) => <ReferralItem key={referral.id} botId={botId} referral={referral} />}
    </FilteredCard>
  );
}

function ReferralItem({ botId, referral }: { botId: string; referral: Referral }) {
  const t = useTranslations('engagement.referrals');
  const mayModerate = useMay('engagement.moderate');
  const { decideReferral } = useEngagementActs();
  const { id, inviterId, invitedId, state, findings, at } = referral;
  const decide = (decision: 'pay' | 'refuse') => decideReferral.mutate({ botId, referralId: id, decision });
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 px-4 py-3 sm:px-5">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5">
        <span className="flex flex-wrap items-center gap-2 text-sm">
          <span>{t('who', { inviter: inviterId, invited: invitedId })}</span>
          <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        </span>
        {findings.length === 0 ? null : (
          <ul className="flex list-disc flex-col gap-1 ps-5 text-ink-muted text-xs">
            {findings.map(({ kind, figures }) => (
              <li key={kind}>
                {t(`findings.${findingKinds.find((one) => one === kind) ?? 'ring'}`, {
                  together: figures.together ?? 0,
                  acts: figures.acts ?? 0,
                  minutes: figures.minutes ?? 0,
                  scripted: figures.scripted ?? 0,
                  active: figures.active ?? 0,
                })}
              </li>
            ))}
          </ul>
        )}
        <span className="text-ink-faint text-xs">
          <Ago at={at} />
        </span>
      </div>
      <span className="flex gap-2">
        {nextReferralState(state, 'pay') ? (
          <Button size="small" disabled={!mayModerate} onClick={() => decide('pay')}>
            {t('pay')}
          </Button>
        ) : null}
        {nextReferralState(state, 'refuse') ? (
          <Button size="small" tone="dangerQuiet" disabled={!mayModerate} onClick={() => decide('refuse')}>
            {t('refuse')}
          </Button>
        ) : null}
      </span>
    </li>
  );
}
