'use client';

import type { MemberAction } from '@dovecote/services/policies/member-policy';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RoleNote } from './role-note';
import { useMay } from './use-may';

interface RoleGateProps {
  action: MemberAction;
  children: ReactNode;
}

/** Controls that only some roles may use: for others they rest, with a line that names the role needed. */
export function RoleGate({ action, children }: RoleGateProps) {
  const t = useTranslations('team');
  if (useMay(action)) return <>{children}</>;
  return (
    <fieldset disabled className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">{t('gate.legend')}</legend>
      <RoleNote action={action} />
      {children}
    </fieldset>
  );
}
