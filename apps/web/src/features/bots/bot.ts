import type { Outputs } from '@/trpc/router-types';

export type Bot = Outputs['bots']['get'];

export type BotStatus = Bot['status'];

export const botStatuses = [
  'pending',
  'running',
  'stopped',
  'suspended',
  'conflict',
  'token_revoked',
  'error',
] as const satisfies readonly BotStatus[];

/** How its updates come, in one word. */
export function modeOf(bot: Pick<Bot, 'environment' | 'transport'>): 'sandbox' | 'polling' | 'webhook' {
  return bot.environment === 'sandbox' ? 'sandbox' : bot.transport;
}
