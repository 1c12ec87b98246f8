'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { saveFile } from '@/features/shared/save-file';
import { useMay } from '@/features/workspace/use-may';
import type { Outputs } from '@/trpc/router-types';
import { LinesDialog } from './lines-dialog';
import { useEngagementActs } from './use-engagement-acts';

export type Person = Outputs['engagement']['people']['items'][number];

const banReasons = ['owner', 'too_fast', 'too_regular', 'repetitive'] as const;

/** One person with their figures, the way to their lines, and the ban. */
export function PersonItem({ botId, person }: { botId: string; person: Person }) {
  const t = useTranslations('engagement.people');
  const common = useTranslations('common');
  const format = useFormatter();
  const mayModerate = useMay('engagement.moderate');
  const mayExport = useMay('bots.export');
  const { ban, liftBan, exportPerson } = useEngagementActs();
  const [isAsking, setAsking] = useState(false);
  const name = person.name ?? t('nameless', { id: person.personId });
  const key = { botId, personId: person.personId };
  const save = (copy: Outputs['engagement']['exportPerson']) =>
    saveFile(`${copy.bot}-${copy.person}.json`, 'application/json', JSON.stringify(copy, null, 2));
  const reason = banReasons.find((one) => one === person.banReason) ?? 'owner';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
      <div className="flex min-w-0 flex-1 basis-56 flex-col gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <bdi className="break-words font-medium">{name}</bdi>
          <Badge tone="accent">{t('level', { level: person.level })}</Badge>
          {person.bannedAt === null ? null : <Badge tone="bad">{t(`banned.${reason}`)}</Badge>}
          {person.appealedAt === null ? null : <Badge tone="warn">{t('appealed')}</Badge>}
          {person.isHidden ? <Badge>{t('hidden')}</Badge> : null}
        </span>
        <span className="flex flex-wrap gap-x-3 text-ink-muted text-xs">
          <span>{t('held', { points: format.number(person.points), earned: format.number(person.earned) })}</span>
          <span>{t('streak', { days: person.streak, best: person.streakBest })}</span>
          {person.abuseScore === 0 ? null : <span>{t('abuse', { score: person.abuseScore })}</span>}
          <Ago at={person.seenAt} />
        </span>
      </div>
      <span className="flex flex-wrap gap-2">
        <LinesDialog botId={botId} personId={person.personId} name={name} />
        <Button
          size="small"
          disabled={!mayExport}
          isLoading={exportPerson.isPending}
          onClick={() => exportPerson.mutate(key, { onSuccess: save })}
        >
          {t('export')}
        </Button>
        {person.bannedAt === null ? (
          <Button size="small" tone="dangerQuiet" disabled={!mayModerate} onClick={() => setAsking(true)}>
            {t('ban')}
          </Button>
        ) : (
          <Button
            size="small"
            disabled={!mayModerate}
            isLoading={liftBan.isPending}
            onClick={() => liftBan.mutate(key, { onSuccess: () => toast.success(t('lifted', { name })) })}
          >
            {t('lift')}
          </Button>
        )}
      </span>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('banTitle', { name })}
        description={t('banText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('ban')}
        isDanger
        isLoading={ban.isPending}
        onConfirm={() => ban.mutate(key, { onSettled: () => setAsking(false) })}
      />
    </li>
  );
}
