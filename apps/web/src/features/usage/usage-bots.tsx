'use client';

import { Card } from '@dovecote/ui/card';
import { DataTable } from '@dovecote/ui/data-table';
import { useFormatter, useTranslations } from 'next-intl';
import { BotCell } from '@/features/bots/bot-cell';
import type { Usage } from './usage-page';

/** Which bot received how much. */
export function UsageBots({ usage }: { usage: Usage }) {
  const t = useTranslations('usage');
  const format = useFormatter();
  if (usage.byBot.length === 0) return null;
  return (
    <Card title={t('byBot')} isFlush>
      <div className="border-line border-t">
        <DataTable
          caption={t('byBot')}
          rows={usage.byBot}
          rowId={(bot) => bot.id}
          columns={[
            {
              id: 'bot',
              header: t('bot'),
              isTitle: true,
              cell: (bot) => <BotCell bot={bot} href={`/bots/${bot.id}`} />,
            },
            { id: 'minute', header: t('minute'), isNumeric: true, cell: (bot) => format.number(bot.minute) },
            { id: 'today', header: t('today'), isNumeric: true, cell: (bot) => format.number(bot.today) },
            { id: 'month', header: t('month'), isNumeric: true, cell: (bot) => format.number(bot.month) },
          ]}
        />
      </div>
    </Card>
  );
}
