'use client';

import { Badge } from '@dovecote/ui/badge';
import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { StatusBadge } from '@dovecote/ui/status-badge';
import { useFormatter, useTranslations } from 'next-intl';
import { updateTones } from '@/features/activity/update';
import { useKindName } from '@/features/activity/use-kind-name';
import { Ago } from '@/features/shared/ago';
import type { Outputs } from '@/trpc/router-types';

interface BotLookDialogProps {
  open: boolean;
  look: Outputs['admin']['accessBot'];
  onClose: () => void;
}

/** A platform admin's read-only look inside a bot. */
export function BotLookDialog({ open, look, onClose }: BotLookDialogProps) {
  const t = useTranslations('admin.look');
  const words = useTranslations('bots');
  const modules = useTranslations('modules.list');
  const format = useFormatter();
  const kindName = useKindName();
  return (
    <Dialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('title', { name: look.bot.name })}
      closeLabel={t('close')}
    >
      <Banner tone="warn">{t('banner', { until: format.dateTime(new Date(look.expiresAt), 'exact') })}</Banner>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-sm">{t('modules')}</h3>
        <ul className="flex flex-wrap gap-2">
          {look.modules.map((module) => (
            <li key={module.id}>
              <Badge tone={module.enabled ? 'good' : 'neutral'}>
                {module.title}: {module.enabled ? modules('on') : modules('off')}
              </Badge>
            </li>
          ))}
        </ul>
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-sm">{t('updates')}</h3>
        {look.updates.length === 0 ? <p className="text-ink-muted text-sm">{t('noUpdates')}</p> : null}
        <ul className="flex max-h-64 flex-col divide-y divide-line overflow-y-auto">
          {look.updates.map((update) => (
            <li key={update.id} className="flex items-center justify-between gap-3 py-2 text-sm">
              <span>{kindName(update.kind)}</span>
              <span className="flex items-center gap-2 text-ink-muted text-xs">
                <StatusBadge tone={updateTones[update.state]}>{words(`activity.states.${update.state}`)}</StatusBadge>
                <Ago at={update.receivedAt} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <Button onClick={onClose}>{t('close')}</Button>
    </Dialog>
  );
}
