'use client';

import { Card } from '@dovecote/ui/card';
import { CopyButton } from '@dovecote/ui/copy-button';
import { useTranslations } from 'next-intl';
import { modeOf } from '@/features/bots/bot';
import { Ago } from '@/features/shared/ago';
import { ExactTime } from '@/features/shared/exact-time';
import type { AdminBot } from './admin-bot';
import { FactList } from './fact-list';
import { LimitsText } from './limits-text';

export function AdminFactsCard({ bot }: { bot: AdminBot }) {
  const t = useTranslations('admin.bot');
  const modeName = useTranslations('bots.mode');
  const common = useTranslations('common');
  return (
    <Card title={t('facts')}>
      <FactList
        facts={[
          { label: t('owner'), value: <bdi>{bot.owner?.email ?? common('none')}</bdi> },
          { label: t('workspace'), value: <bdi>{bot.workspace.name}</bdi> },
          { label: t('plan'), value: bot.workspace.planTitle },
          { label: t('limits'), value: <LimitsText limits={bot.limits} /> },
          { label: t('mode'), value: modeName(modeOf(bot)) },
          { label: t('created'), value: <ExactTime at={bot.createdAt} /> },
          {
            label: t('lastUpdate'),
            value: bot.lastUpdateAt === null ? common('never') : <Ago at={bot.lastUpdateAt} />,
          },
          { label: t('telegramId'), value: bot.telegramId },
          {
            label: t('id'),
            value: (
              <span className="flex items-center justify-end gap-1">
                <code className="font-mono text-xs">{bot.id}</code>
                <CopyButton text={bot.id} label={common('copy')} copiedLabel={common('copied')} isIconOnly />
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
