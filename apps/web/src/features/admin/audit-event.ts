import type { Outputs } from '@/trpc/router-types';

export type AuditEvent = Outputs['admin']['auditLog']['items'][number];

/** The actions that have a name in every language; others show as they are. */
export const knownActions = [
  'bot.accessed_by_admin',
  'bot.activated',
  'bot.created',
  'bot.exported',
  'bot.limits_set',
  'bot.limits_set_by_admin',
  'bot.removed',
  'bot.renamed',
  'bot.started',
  'bot.status_changed',
  'bot.stopped',
  'bot.suspended',
  'bot.tested',
  'bot.token_rotated',
  'bot.verified',
  'bot.webhook_repaired',
  'faq.question_answered',
  'faq.question_dismissed',
  'module.rolled_back',
  'module.saved',
  'session.revoked',
  'session.started',
  'session.token_reused',
  'user.activated',
  'user.deleted',
  'user.made_platform_owner',
  'user.password_changed',
  'user.registered',
  'user.suspended',
  'user.updated',
  'workspace.plan_changed',
] as const;
