import type { Outputs } from '@/trpc/router-types';

export type Webhook = Outputs['webhooks']['get'];
export type WebhookEvent = Webhook['events'][number];
export type Delivery = Outputs['webhooks']['deliveries']['items'][number];

/** In the order of the form. */
export const webhookEvents = [
  'bot.created',
  'bot.removed',
  'bot.status_changed',
  'bot.suspended',
  'bot.token_revoked',
  'dead_letter.created',
  'question.unanswered',
  'user_stats_updated',
  'leaderboard_updated',
  'achievement_unlocked',
  'poll_created',
] as const satisfies readonly WebhookEvent[];
