'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Badge } from '@dovecote/ui/badge';
import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { CopyButton } from '@dovecote/ui/copy-button';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { ExactTime } from '@/features/shared/exact-time';
import type { Outputs } from '@/trpc/router-types';
import { useFaqActs } from './use-faq-acts';

interface GroupConnectionProps {
  botId: string;
  desk: Outputs['faq']['desk'];
}

/** The group that is connected, or how to connect one. */
export function GroupConnection({ botId, desk }: GroupConnectionProps) {
  const t = useTranslations('faq.desk');
  const common = useTranslations('common');
  const { createGroupCode, disconnectGroup } = useFaqActs();
  const [isAsking, setAsking] = useState(false);
  const { group } = desk;
  const code = desk.codeExpiresAt === null ? undefined : createGroupCode.data;
  const disconnect = () =>
    disconnectGroup.mutate(
      { botId },
      { onSuccess: () => toast.success(t('disconnected')), onSettled: () => setAsking(false) },
    );
  return (
    <div className="flex flex-col gap-4">
      {group === null ? (
        <p className="text-ink-muted text-sm">{t('none')}</p>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div className="flex min-w-0 flex-col gap-1">
            <span className="flex flex-wrap items-center gap-2">
              <bdi className="font-medium">{group.title === '' ? t('untitled') : group.title}</bdi>
              <Badge tone={group.isReached ? 'good' : 'warn'}>{t(group.isReached ? 'connected' : 'notReached')}</Badge>
              {group.hasTopic ? <Badge>{t('topic')}</Badge> : null}
            </span>
            <span className="text-ink-muted text-xs">
              {group.isReached ? t.rich('since', { time: () => <Ago at={group.connectedAt} /> }) : t('addAgain')}
            </span>
          </div>
          <Button size="small" tone="danger" onClick={() => setAsking(true)}>
            {t('disconnect')}
          </Button>
        </div>
      )}
      {code === undefined ? null : (
        <Banner
          tone="info"
          isLive
          title={t('type')}
          actions={<CopyButton text={code.command} label={common('copy')} copiedLabel={common('copied')} />}
        >
          <code dir="ltr" className="break-all font-mono">
            {code.command}
          </code>
          <p className="text-xs">{t.rich('until', { time: () => <ExactTime at={code.expiresAt} /> })}</p>
        </Banner>
      )}
      <ol className="flex list-decimal flex-col gap-1 ps-5 text-ink-muted text-sm">
        {(['add', 'code', 'reply'] as const).map((step) => (
          <li key={step}>{t(`steps.${step}`)}</li>
        ))}
      </ol>
      <Button
        className="w-fit max-sm:w-full"
        tone={group === null ? 'primary' : 'secondary'}
        isLoading={createGroupCode.isPending}
        onClick={() => createGroupCode.mutate({ botId })}
      >
        {group === null ? t('create') : t('createOther')}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('disconnectTitle')}
        description={t('disconnectText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('disconnect')}
        isDanger
        isLoading={disconnectGroup.isPending}
        onConfirm={disconnect}
      />
    </div>
  );
}
