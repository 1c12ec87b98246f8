'use client';

import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { AdminBotDetails } from './admin-bot-details';
import { AdminGate } from './admin-gate';

export function AdminBotPage({ botId }: { botId: string }) {
  const t = useTranslations('admin.bot');
  return (
    <div className="flex flex-col gap-4">
      <Link
        href="/admin/bots"
        className="focus-ring touch flex w-fit items-center gap-1.5 rounded text-ink-muted text-sm no-underline hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {t('back')}
      </Link>
      <AdminGate action="platform.readBots">
        <AdminBotDetails botId={botId} />
      </AdminGate>
    </div>
  );
}
