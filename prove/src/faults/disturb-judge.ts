import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultContext } from './fault-context';

const misfortunes = [
  [{ method: 'sendMessage', kind: '500', count: 2 }],
  [{ method: 'sendMessage', kind: 'lost-answer', count: 1 }],
  [{ method: 'sendMessage', kind: 'reset', count: 1 }],
  [{ method: 'sendMessage', kind: '429', count: 1, retryAfter: 1 }],
  [
    { method: 'getUpdates', kind: 'cut', count: 1 },
    { method: 'sendMessage', kind: 'cut', count: 1 },
  ],
  [{ method: 'getUpdates', kind: '500', count: 2 }],
];

/**
 * Orders faults of the Bot API itself, spread over `overMs`; how many orders. Only bots without probes get them: a wait
 * that Telegram asks for is not a takeover that takes long.
 */
export async function disturbJudge({ stage, plan, random, note }: FaultContext, overMs: number): Promise<number> {
  const bots = stage.fleet.filter((bot) => bot.transport === 'polling');
  for (let index = 0; index < plan.disturbances; index += 1) {
    await sleep((overMs / (plan.disturbances + 1)) * random.between(0.8, 1.2));
    const bot = random.pick(bots);
    const rules = random.pick(misfortunes);
    if (!bot || !rules) continue;
    await stage.judge.disturb(bot.telegramId, rules);
    note(`Bot API of ${bot.id}: ${rules.map((rule) => `${rule.method} ${rule.kind}`).join(', ')}`);
  }
  return plan.disturbances;
}
