'use client';

import { type MemberAction, memberActions } from '@dovecote/services/policies/member-policy';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMe } from '@/features/shell/use-me';

/** Names the role that an act needs, to somebody who has another. */
export function RoleNote({ action }: { action: MemberAction }) {
  const t = useTranslations('team');
  const role = useMe()?.role ?? 'viewer';
  return (
    <p className="flex items-start gap-1.5 text-ink-muted text-sm">
      <Lock aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      {t('gate.words', {
        act: t(`actions.${action}`),
        needed: t(`roles.${memberActions[action]}`),
        role: t(`roles.${role}`),
      })}
    </p>
  );
}
