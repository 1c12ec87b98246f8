'use client';

import { Button } from '@dovecote/ui/button';
import { PageHeader } from '@dovecote/ui/page-header';
import { Skeleton } from '@dovecote/ui/skeleton';
import { Tile } from '@dovecote/ui/tile';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { BotStatusBadge } from '@/features/bots/bot-status-badge';
import { ConcernText } from '@/features/bots/concern-text';
import { useStatusWords } from '@/features/bots/use-status-words';
import { Username } from '@/features/bots/username';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { AccessCard } from './access-card';
import { type AdminAct, AdminActDialog } from './admin-act-dialog';
import { AdminFactsCard } from './admin-facts-card';
import { AdminTotalsCard } from './admin-totals-card';
import { BotHistoryCard } from './bot-history-card';
import { useChosen } from './use-chosen';

/** Any bot of the installation, with all an admin may do about it. */
export function AdminBotDetails({ botId }: { botId: string }) {
  const t = useTranslations('admin.bots');
  const statusWords = useStatusWords();
  const trpc = useTRPC();
  const bot = useQuery(trpc.admin.bot.queryOptions({ id: botId }));
  const { chosen, choose, close } = useChosen<AdminAct>();
  return (
    <>
      <Loaded query={bot} skeleton={<Skeleton className="h-96 w-full" />}>
        {(found) => (
          <div className="flex flex-col gap-6">
            <PageHeader
              leading={<Tile name={found.name} seed={found.id} size="large" />}
              title={<bdi>{found.name}</bdi>}
              badges={<BotStatusBadge bot={found} />}
              description={
                <>
                  <Username of={found} />
                  {statusWords(found) === null ? '' : ` · ${statusWords(found)}`}
                  {found.concern === null ? null : (
                    <>
                      {' · '}
                      <ConcernText bot={found} concern={found.concern} hasLinks={false} />
                    </>
                  )}
                </>
              }
              actions={([found.status === 'suspended' ? 'activate' : 'suspend', 'limit'] as const).map((kind) => (
                <Button
                  key={kind}
                  tone={kind === 'suspend' ? 'dangerQuiet' : 'secondary'}
                  onClick={() => choose({ kind, bot: found })}
                >
                  {t(kind)}
                </Button>
              ))}
            />
            <AdminTotalsCard totals={found.totals} />
            <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
              <div className="flex min-w-0 flex-col gap-6 max-lg:order-2">
                <AccessCard bot={found} onOpen={() => choose({ kind: 'access', bot: found })} />
                <BotHistoryCard botId={found.id} />
              </div>
              <AdminFactsCard bot={found} />
            </div>
          </div>
        )}
      </Loaded>
      {chosen === undefined ? null : (
        <AdminActDialog key={chosen.serial} act={chosen.item} open={chosen.isOpen} onClose={close} />
      )}
    </>
  );
}
