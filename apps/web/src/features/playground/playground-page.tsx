'use client';

import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { Skeleton } from '@dovecote/ui/skeleton';
import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useBot } from '@/features/bots/use-bot';
import { Loaded } from '@/features/shared/loaded';
import { RoleGate } from '@/features/workspace/role-gate';
import { useMay } from '@/features/workspace/use-may';
import { ChatWindow } from './chat-window';

export function PlaygroundPage({ botId }: { botId: string }) {
  const t = useTranslations('playground');
  const bot = useBot(botId);
  const may = useMay('sandbox.use');
  return (
    <Loaded query={bot} skeleton={<Skeleton className="h-96 w-full" />}>
      {(found) =>
        found.environment === 'sandbox' ? (
          <div className="mx-auto flex w-full max-w-2xl flex-col gap-4">
            <p className="text-ink-muted text-sm">{t('lead')}</p>
            <RoleGate action="sandbox.use">{may ? <ChatWindow bot={found} /> : null}</RoleGate>
          </div>
        ) : (
          <Card>
            <EmptyState
              icon={<Send />}
              title={t('liveOnly')}
              action={
                <a
                  href={`https://t.me/${found.username}`}
                  target="_blank"
                  rel="noreferrer"
                  className={buttonStyles({ tone: 'primary' })}
                >
                  {t('open')}
                </a>
              }
            />
          </Card>
        )
      }
    </Loaded>
  );
}
