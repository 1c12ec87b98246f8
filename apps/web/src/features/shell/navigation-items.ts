import { Bird, BookOpen, Inbox, ScrollText, ServerCog, UserRound, Users, Webhook } from 'lucide-react';

export interface NavigationItem {
  href: string;
  label: 'bots' | 'mails' | 'webhooks' | 'account' | 'adminBots' | 'adminUsers' | 'adminAudit' | 'docs';
  icon: typeof Bird;
  /** Kept for the sidebar; the bottom bar of a phone has little room. */
  isSidebarOnly?: boolean;
}

export const ownItems: readonly NavigationItem[] = [
  { href: '/bots', label: 'bots', icon: Bird },
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
