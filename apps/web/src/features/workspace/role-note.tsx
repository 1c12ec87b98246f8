'use client';

import { type MemberAction, memberActions } from '@dovecote/services/policies/member-policy';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMe } from '@/features/shell/use-me';
import { useIsLooking } from './look-context';

/** Names the role that an act needs, to somebody who has another; an admin who looks inside learns that they only look. */
export function RoleNote({ action }: { action: MemberAction }) {
  const t = useTranslations('team');
  const role = useMe()?.role ?? 'viewer';
  const isLooking = useIsLooking();
  return (
    <p className="flex items-start gap-1.5 text-ink-muted text-sm">
      <Lock aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
      {isLooking
        ? t('gate.looking')
        : t('gate.words', {
            act: t(`actions.${action}`),
            needed: t(`roles.${memberActions[action]}`),
            role: t(`roles.${role}`),
          })}
    </p>
  );
}
