'use client';

import { Button } from '@dovecote/ui/button';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { Eye } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import type { Outputs } from '@/trpc/router-types';

const tickMs = 10_000;

interface AccessCardProps {
  bot: Outputs['admin']['bot'];
  onOpen: () => void;
}

/** The way to a read-only look inside, and how long one stays open. */
export function AccessCard({ bot, onOpen }: AccessCardProps) {
  const t = useTranslations('admin.look');
  const format = useFormatter();
  const now = useNow({ updateInterval: tickMs });
  const expiresAt = bot.accessExpiresAt === null ? null : new Date(bot.accessExpiresAt);
  const isOpen = expiresAt !== null && expiresAt > now;
  return (
    <Card title={t('heading')}>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="min-w-60 flex-1 text-ink-muted text-sm">
          {isOpen ? t('banner', { until: format.dateTime(expiresAt, 'clock') }) : t('closed')}
        </p>
        {isOpen ? (
          <Link href={`/bots/${bot.id}`} className={buttonStyles()}>
            {t('pages')}
          </Link>
        ) : (
          <Button onClick={onOpen}>
            <Eye aria-hidden="true" />
            {t('open')}
          </Button>
        )}
      </div>
    </Card>
  );
}
