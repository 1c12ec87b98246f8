'use client';

import { Button } from '@dovecote/ui/button';
import { Menu } from '@dovecote/ui/menu';
import { Check, ChevronsUpDown, Gauge, KeyRound, Plus, Users } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useMe } from '@/features/shell/use-me';
import { currentWorkspace, switchWorkspace } from './current-workspace';
import { NewWorkspaceDialog } from './new-workspace-dialog';

/** Which workspace one works in, and the way to the others and to its pages. */
export function WorkspaceMenu() {
  const t = useTranslations('team.menu');
  const shell = useTranslations('common.shell');
  const me = useMe();
  const [isNew, setNew] = useState(false);
  const isLost = me !== undefined && me.workspace === null && me.workspaces.length > 0 && currentWorkspace() !== null;
  useEffect(() => {
    // Somebody took us out of the remembered one.
    if (isLost) switchWorkspace(null);
  }, [isLost]);
  if (me === undefined) return null;
  return (
    <>
      <Menu
        trigger={
          <Button tone="quiet" aria-label={t('label', { name: me.workspace?.name ?? '' })} className="min-w-0 shrink">
            <bdi className="max-w-32 truncate sm:max-w-56">{me.workspace?.name ?? t('none')}</bdi>
            <ChevronsUpDown aria-hidden="true" />
          </Button>
        }
        groups={[
          me.workspaces.map((workspace) => ({
            id: workspace.id,
            label: <bdi className="max-w-64 truncate">{workspace.name}</bdi>,
            icon: <Check aria-hidden="true" className={workspace.id === me.workspace?.id ? '' : 'invisible'} />,
            onSelect: () => switchWorkspace(workspace.id),
          })),
          [
            { id: 'team', label: shell('team'), icon: <Users aria-hidden="true" />, link: <Link href="/team" /> },
            { id: 'usage', label: shell('usage'), icon: <Gauge aria-hidden="true" />, link: <Link href="/usage" /> },
            {
              id: 'keys',
              label: shell('keys'),
              icon: <KeyRound aria-hidden="true" />,
              link: <Link href="/api-keys" />,
            },
          ],
          [{ id: 'new', label: t('new'), icon: <Plus aria-hidden="true" />, onSelect: () => setNew(true) }],
        ]}
      />
      <NewWorkspaceDialog open={isNew} onOpenChange={setNew} />
    </>
  );
}
