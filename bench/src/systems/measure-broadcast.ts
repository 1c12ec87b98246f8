import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggedSend } from '../rig/fake-api-state';
import type { Rig } from '../rig/rig';
import type { RunningProcess } from '../rig/start-process';
import type { Measurement } from '../scenario';

export interface BroadcastLoad {
  bots: number;
  chatsPerBot: number;
  perSecond: number;
  floodShare: number;
}

export interface BroadcastSystem {
  start(): Promise<RunningProcess>;
  /** Lets the broadcasts begin; resolves when each has begun or is over. */
  send(running: RunningProcess): Promise<void>;
  /** Resolves when the system says that it is over, with what is wrong by its own account. */
  end(): Promise<string[]>;
}

const overWithinMs = 120_000;

/** Has every bot write to every chat once, with some of the calls refused, and judges the calls as they arrived. */
export async function measureBroadcast(rig: Rig, system: BroadcastSystem, load: BroadcastLoad): Promise<Measurement> {
  const running = await system.start();
  try {
    const postgres = await rig.postgres();
    await rig.api.reset();
    await rig.api.configure({ floodShare: load.floodShare, isSendLogged: true });
    const before = { ...running.usage(), databaseCpuMs: postgres.cpuMs() };
    const total = load.bots * load.chatsPerBot;
    const sending = system.send(running);
    const givesUpAt = performance.now() + overWithinMs;
    while ((await rig.api.progress()).sent < total && performance.now() < givesUpAt) await sleep(100);
    await sending;
    const problems = await system.end();
    const after = { ...running.usage(), databaseCpuMs: postgres.cpuMs() };
    const sends = await rig.api.sends();
    const byBot = groupByBot(sends);
    return {
      metrics: {
        rateShare: mean(byBot.map((calls) => callsPerSecond(calls, load.chatsPerBot))) / load.perSecond,
        mostInASecond: Math.max(...byBot.map(mostInASecond)),
        cpuUsPerMessage: ((after.cpuMs - before.cpuMs) * 1_000) / total,
        databaseCpuUsPerMessage: ((after.databaseCpuMs - before.databaseCpuMs) * 1_000) / total,
        floods: sends.filter((send) => send.isFlooded).length,
        seconds: ((sends.at(-1)?.atMs ?? 0) - (sends[0]?.atMs ?? 0)) / 1_000,
        memoryMb: after.memoryMb,
      },
      problems: [...problems, ...wrongCounts(sends, total)],
    };
  } finally {
    await rig.api.configure({});
    await running.stop();
  }
}

function groupByBot(sends: readonly LoggedSend[]): LoggedSend[][] {
  const groups = new Map<string, LoggedSend[]>();
  for (const send of sends) {
    const group = groups.get(send.botId) ?? [];
    groups.set(send.botId, group);
    group.push(send);
  }
  return [...groups.values()];
}

function wrongCounts(sends: readonly LoggedSend[], total: number): string[] {
  const times = new Map<string, number>();
  for (const { botId, chatId, isFlooded } of sends) {
    const key = `${botId}/${chatId}`;
    if (!isFlooded) times.set(key, (times.get(key) ?? 0) + 1);
  }
  const twice = [...times.values()].filter((count) => count > 1).length;
  return [
    ...(times.size === total ? [] : [`${times.size} chats of ${total} got their message`]),
    ...(twice > 0 ? [`${twice} chats got it more than once`] : []),
  ];
}

/** Of one bot, from its first call until every chat was tried: what is left then waits for its time to be over. */
function callsPerSecond(calls: readonly LoggedSend[], chats: number): number {
  const tried = new Set<number>();
  for (const [index, { chatId, atMs }] of calls.entries()) {
    tried.add(chatId);
    if (tried.size === chats) return (index * 1_000) / (atMs - (calls[0]?.atMs ?? 0));
  }
  return 0;
}

/** The most calls of one bot in any second, wherever it begins. */
function mostInASecond(calls: readonly LoggedSend[]): number {
  let first = 0;
  let most = 0;
  for (const [index, { atMs }] of calls.entries()) {
    while (atMs - (calls[first]?.atMs ?? 0) >= 1_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
