'use client';

import { Button } from '@dovecote/ui/button';
import { Menu } from '@dovecote/ui/menu';
import { Tile } from '@dovecote/ui/tile';
import { BookOpen, LogOut, UserRound, Webhook } from 'lucide-react';
import Link from 'next/link';
import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { goTo } from '@/features/session/go-to';
import { adminItems } from './navigation-items';
import { leaveGuarded } from './session-guard';
import { isPlatformAdmin, useMe } from './use-me';

/** Who is signed in, and the way out. */
export function UserMenu() {
  const t = useTranslations('common.shell');
  const me = useMe();
  const leave = async () => {
    leaveGuarded();
    await signOut({ redirect: false }).catch(() => undefined);
    goTo('/sign-in');
  };
  return (
    <Menu
      trigger={
        <Button tone="quiet" size="icon" aria-label={t('menu')}>
          <Tile name={me?.name || me?.email || '·'} seed={me?.id ?? ''} size="small" />
        </Button>
      }
      header={
        me === undefined ? undefined : (
          <>
            <bdi className="block font-medium text-ink text-sm">{me.name}</bdi>
            <span>{me.email}</span>
          </>
        )
      }
      groups={[
        [
          {
            id: 'account',
            label: t('account'),
            icon: <UserRound aria-hidden="true" />,
            link: <Link href="/account" />,
          },
          {
            id: 'webhooks',
            label: t('webhooks'),
            icon: <Webhook aria-hidden="true" />,
            link: <Link href="/webhooks" />,
          },
          {
            id: 'docs',
            label: t('docs'),
            icon: <BookOpen aria-hidden="true" />,
            link: <Link href="/api/docs" prefetch={false} />,
          },
        ],
        isPlatformAdmin(me)
          ? adminItems.map(({ href, label, icon: Icon }) => ({
              id: label,
              label: t(label),
              icon: <Icon aria-hidden="true" />,
              link: <Link href={href} />,
            }))
          : [],
        [{ id: 'out', label: t('signOut'), icon: <LogOut aria-hidden="true" />, onSelect: leave }],
      ]}
    />
  );
}
