import type { BotRow } from './describe-bots';

/**
 * The mark that has the manager look to a bot's webhook anew. That of a bot that rests stays: what is left of its webhook
 * at Telegram is still to be taken down.
 */
export function webhookMarkToRenew(bot: BotRow): string | null {
  const isResting = bot.desiredState !== 'running' || bot.suspendedAt !== null;
  return isResting && bot.transport === 'webhook' ? bot.webhookSetUrl : null;
}
