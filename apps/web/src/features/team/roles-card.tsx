'use client';

import { canMember, type MemberAction, memberActions } from '@dovecote/services/policies/member-policy';
import { Card } from '@dovecote/ui/card';
import { Check, Minus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { roles } from './roles';

const actions = Object.keys(memberActions) as MemberAction[];

/** What each role can and cannot do, as the policy says that the server asks. */
export function RolesCard() {
  const t = useTranslations('team');
  return (
    <Card title={t('matrix.title')} description={t('matrix.lead')} isFlush>
      <table className="w-full border-line border-t text-sm">
        <caption className="sr-only">{t('matrix.title')}</caption>
        <thead>
          <tr className="border-line border-b text-ink-muted text-xs">
            <th scope="col" className="px-4 py-2.5 text-start font-medium sm:px-5">
              {t('matrix.act')}
            </th>
            {roles.map((role) => (
              <th key={role} scope="col" className="px-1 py-2.5 align-bottom font-medium sm:px-3">
                <span className="mx-auto whitespace-nowrap max-lg:block max-lg:[writing-mode:vertical-rl]">
                  {t(`roles.${role}`)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actions.map((action) => (
            <tr key={action} className="border-line border-b last:border-b-0">
              <th scope="row" className="px-4 py-2 text-start font-normal sm:px-5">
                {t(`actions.${action}`)}
              </th>
              {roles.map((role) => {
                const isAllowed = canMember(role, action);
                const Icon = isAllowed ? Check : Minus;
                return (
                  <td key={role} className="px-1 py-2 text-center sm:px-3">
                    <Icon
                      aria-hidden="true"
                      className={isAllowed ? 'mx-auto size-4 text-good' : 'mx-auto size-4 text-line-strong'}
                    />
                    <span className="sr-only">{t(isAllowed ? 'matrix.can' : 'matrix.cannot')}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
