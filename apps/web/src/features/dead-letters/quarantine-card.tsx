'use client';

import { Card } from '@dovecote/ui/card';
import { Disclosure } from '@dovecote/ui/disclosure';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useFormatter, useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';

type Quarantined = Outputs['bots']['quarantine']['items'][number];

const pageSize = 20;

/** Bodies that came with the right secret and were no updates. */
export function QuarantineCard({ botId }: { botId: string }) {
  const t = useTranslations('journal.quarantine');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { id: botId, limit: pageSize };
  const bodies = usePages({
    queryKey: trpc.bots.quarantine.infiniteQueryKey(input),
    load: (from) => client.bots.quarantine.query({ ...input, ...from }),
  });
  return (
    <Card title={t('title')} description={t('description')} isFlush>
      <Loaded query={bodies} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-5 text-ink-muted text-sm sm:px-5">{t('empty')}</p>
          ) : (
            <>
              <ul className="divide-y divide-line border-line border-t">
                {found.map((body) => (
                  <QuarantinedItem key={body.id} body={body} />
                ))}
              </ul>
              <LoadMore query={bodies} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function QuarantinedItem({ body }: { body: Quarantined }) {
  const t = useTranslations('journal.quarantine');
  const format = useFormatter();
  const size =
    body.sizeBytes < 1000
      ? format.number(body.sizeBytes, { style: 'unit', unit: 'byte', unitDisplay: 'long' })
      : format.number(body.sizeBytes / 1000, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 });
  return (
    <li className="flex flex-col gap-1 px-4 py-3 text-sm sm:px-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{t(`reasons.${body.reason}`)}</span>
        <span className="text-ink-muted text-xs">
          {size} · <Ago at={body.receivedAt} />
        </span>
      </div>
      {body.preview === null ? (
        <p className="text-ink-muted text-xs">{t(body.isContentHidden ? 'hidden' : 'gone')}</p>
      ) : (
        <Disclosure label={t('preview')}>
          <pre dir="ltr" className="whitespace-pre-wrap break-all rounded-lg bg-sunken p-3 font-mono text-xs">
            {body.preview}
          </pre>
        </Disclosure>
      )}
    </li>
  );
}
