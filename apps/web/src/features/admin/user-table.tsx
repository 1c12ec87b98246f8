'use client';

import { canSuspendUser } from '@dovecote/services/policies/platform-policy';
import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { DataTable } from '@dovecote/ui/data-table';
import { StatusBadge } from '@dovecote/ui/status-badge';
import { Tile } from '@dovecote/ui/tile';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Ago } from '@/features/shared/ago';
import { useMe } from '@/features/shell/use-me';
import type { Outputs } from '@/trpc/router-types';
import { useChosen } from './use-chosen';
import { UserActDialog } from './user-act-dialog';
import { UserEventsDialog } from './user-events-dialog';

export type Person = Outputs['admin']['users']['items'][number];

export function UserTable({ users, isStale }: { users: Person[]; isStale: boolean }) {
  const t = useTranslations('admin.users');
  const me = useMe();
  const { chosen, choose, close } = useChosen<Person>();
  const [watched, setWatched] = useState<Person>();
  return (
    <>
      <DataTable
        caption={t('caption')}
        rows={users}
        rowId={(person) => person.id}
        isStale={isStale}
        columns={[
          {
            id: 'person',
            header: t('columns.person'),
            isTitle: true,
            cell: (person) => (
              <span className="flex min-w-0 items-center gap-3">
                <Tile name={person.name || person.email} seed={person.id} />
                <span className="wrap-anywhere flex min-w-0 flex-col">
                  <bdi className="font-medium">{person.name}</bdi>
                  <span className="text-ink-muted text-xs">{person.email}</span>
                </span>
              </span>
            ),
          },
          {
            id: 'role',
            header: t('columns.role'),
            cell: (person) => (
              <Badge tone={person.platformRole === 'user' ? 'neutral' : 'accent'}>
                {t(`roles.${person.platformRole}`)}
              </Badge>
            ),
          },
          {
            id: 'workspaces',
            header: t('columns.workspaces'),
            cell: (person) => (
              <span className="wrap-anywhere flex flex-col @xl/table:min-w-40 @max-xl/table:items-end @max-xl/table:text-end">
                {person.workspaces.map((place) => (
                  <span key={place.id}>
                    <bdi>{place.name}</bdi> · {t('bots', { count: place.bots })}
                  </span>
                ))}
              </span>
            ),
          },
          {
            id: 'state',
            header: t('columns.state'),
            cell: (person) => (
              <span className="flex max-w-60 flex-col gap-1 @max-xl/table:items-end @max-xl/table:text-end">
                <StatusBadge tone={person.suspendedAt === null ? 'good' : 'bad'}>
                  {person.suspendedAt === null ? t('active') : t('suspended')}
                </StatusBadge>
                {person.suspendedReason === null ? null : (
                  <span className="text-ink-muted text-xs">{person.suspendedReason}</span>
                )}
              </span>
            ),
          },
          {
            id: 'since',
            header: t('columns.since'),
            isNumeric: true,
            cell: (person) => <Ago at={person.createdAt} />,
          },
          {
            id: 'acts',
            header: t('columns.acts'),
            isNumeric: true,
            cell: (person) => (
              <span className="flex flex-wrap items-center justify-end gap-2 @xl/table:flex-nowrap">
                <Button
                  size="small"
                  tone="quiet"
                  aria-label={t('eventsNamed', { name: person.name || person.email })}
                  onClick={() => setWatched(person)}
                >
                  {t('events')}
                </Button>
                {me === undefined || !canSuspendUser({ userId: me.id, platformRole: me.platformRole }, person) ? (
                  <span className="text-ink-faint text-xs">{person.id === me?.id ? t('you') : t('outranked')}</span>
                ) : (
                  <Button
                    size="small"
                    tone={person.suspendedAt === null ? 'dangerQuiet' : 'secondary'}
                    aria-label={t(person.suspendedAt === null ? 'suspendNamed' : 'activateNamed', {
                      name: person.name || person.email,
                    })}
                    onClick={() => choose(person)}
                  >
                    {person.suspendedAt === null ? t('suspend') : t('activate')}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
      {watched === undefined ? null : <UserEventsDialog person={watched} onClose={() => setWatched(undefined)} />}
      {chosen === undefined ? null : (
        <UserActDialog key={chosen.serial} person={chosen.item} open={chosen.isOpen} onClose={close} />
      )}
    </>
  );
}
