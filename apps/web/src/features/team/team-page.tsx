'use client';

import { PageHeader } from '@dovecote/ui/page-header';
import { useTranslations } from 'next-intl';
import { useMe } from '@/features/shell/use-me';
import { useMay } from '@/features/workspace/use-may';
import { InvitationsCard } from './invitations-card';
import { LeaveCard } from './leave-card';
import { MembersCard } from './members-card';
import { RolesCard } from './roles-card';
import { WorkspaceCard } from './workspace-card';

/** Who works here, who may do what, and the workspace itself. */
export function TeamPage() {
  const t = useTranslations('team');
  const me = useMe();
  const mayInvite = useMay('members.invite');
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader title={t('title')} />
      <MembersCard />
      {mayInvite ? <InvitationsCard /> : null}
      <RolesCard />
      {me?.workspace == null ? null : <WorkspaceCard key={me.workspace.id} workspace={me.workspace} />}
      {me?.workspace == null ? null : <LeaveCard name={me.workspace.name} />}
    </div>
  );
}
