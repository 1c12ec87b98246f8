import {
  Bird,
  BookOpen,
  Gauge,
  Inbox,
  KeyRound,
  ScrollText,
  ServerCog,
  UserRound,
  Users,
  UsersRound,
  Webhook,
} from 'lucide-react';

export interface NavigationItem {
  href: string;
  label:
    | 'bots'
    | 'team'
    | 'usage'
    | 'keys'
    | 'mails'
    | 'webhooks'
    | 'account'
    | 'adminBots'
    | 'adminUsers'
    | 'adminAudit'
    | 'docs';
  icon: typeof Bird;
  /** Kept for the sidebar; the bottom bar of a phone has little room. */
  isSidebarOnly?: boolean;
}

export const ownItems: readonly NavigationItem[] = [
  { href: '/bots', label: 'bots', icon: Bird },
  { href: '/team', label: 'team', icon: UsersRound, isSidebarOnly: true },
  { href: '/usage', label: 'usage', icon: Gauge, isSidebarOnly: true },
  { href: '/api-keys', label: 'keys', icon: KeyRound, isSidebarOnly: true },
  { href: '/outbox', label: 'mails', icon: Inbox },
  { href: '/webhooks', label: 'webhooks', icon: Webhook, isSidebarOnly: true },
  { href: '/account', label: 'account', icon: UserRound },
  { href: '/api/docs', label: 'docs', icon: BookOpen, isSidebarOnly: true },
];

export const adminItems: readonly NavigationItem[] = [
  { href: '/admin/bots', label: 'adminBots', icon: ServerCog },
  { href: '/admin/users', label: 'adminUsers', icon: Users, isSidebarOnly: true },
  { href: '/admin/audit-log', label: 'adminAudit', icon: ScrollText, isSidebarOnly: true },
];
