'use client';

import { Button } from '@dovecote/ui/button';
import { Menu } from '@dovecote/ui/menu';
import { Ellipsis, Eye, Gauge, PauseCircle, PlayCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { AdminAct } from './admin-act-dialog';
import type { AdminBot } from './admin-bot';

export function AdminBotMenu({ bot, onAct }: { bot: AdminBot; onAct: (act: AdminAct) => void }) {
  const t = useTranslations('admin.bots');
  const isSuspended = bot.status === 'suspended';
  return (
    <Menu
      trigger={
        <Button tone="quiet" size="icon" aria-label={`${t('columns.acts')}: ${bot.name}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      }
      groups={[
        [
          {
            id: 'limit',
            label: t('limit'),
            icon: <Gauge aria-hidden="true" />,
            onSelect: () => onAct({ kind: 'limit', bot }),
          },
          {
            id: 'access',
            label: t('access'),
            icon: <Eye aria-hidden="true" />,
            onSelect: () => onAct({ kind: 'access', bot }),
          },
        ],
        [
          isSuspended
            ? {
                id: 'activate',
                label: t('activate'),
                icon: <PlayCircle aria-hidden="true" />,
                onSelect: () => onAct({ kind: 'activate', bot }),
              }
            : {
                id: 'suspend',
                label: t('suspend'),
                icon: <PauseCircle aria-hidden="true" />,
                isDanger: true,
                onSelect: () => onAct({ kind: 'suspend', bot }),
              },
        ],
      ]}
    />
  );
}
