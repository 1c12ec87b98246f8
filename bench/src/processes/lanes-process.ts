import { Lanes } from '@dovecote/bot-runtime/lanes';
import { serveCommands } from '../rig/serve-commands';
import { processOptions } from './process-options';

/** Limits, order and fair turns alone: updates go through the lanes of a large fleet and do nothing. */
const { bots, updates } = processOptions<{ bots: number; updates: number }>();

const chatsPerBot = 5;
const botsPerWorkspace = 10;
/** Updates that wait at once, so that bots really take turns. */
const burst = 5_000;

interface Item {
  lane: string;
  index: number;
}

interface LanesResult {
  usPerUpdate: number;
  orderBreaks: number;
}

async function run(isOrderChecked: boolean): Promise<LanesResult> {
  const ended: (() => void)[] = [];
  const lastInLane = new Map<string, number>();
  let orderBreaks = 0;
  let done = 0;
  const lanes = new Lanes<Item>({
    maxConcurrent: 512,
    maxConcurrentPerWorkspace: 256,
    maxConcurrentBesideOthers: 256,
    nowMs: () => performance.now(),
    work: (botId, item) => {
      if (isOrderChecked) {
        const lane = `${botId}/${item.lane}`;
        if ((lastInLane.get(lane) ?? -1) > item.index) orderBreaks += 1;
        lastInLane.set(lane, item.index);
      }
      done += 1;
      return new Promise((resolve) => ended.push(resolve));
    },
  });
  const ids = Array.from({ length: bots }, (_, place) => `bot_${place}`);
  for (const [place, id] of ids.entries()) {
    const workspaceId = `ws_${Math.floor(place / botsPerWorkspace)}`;
    lanes.open(id, { workspaceId, requestsPerSecond: 1_000, maxConcurrent: 50, weight: 1, updatesPerMinute: null });
  }
  const chats = Array.from({ length: chatsPerBot }, (_, chat) => String(chat));
  const before = process.cpuUsage();
  for (let index = 0; index < updates; ) {
    for (const until = Math.min(updates, index + burst); index < until; index += 1) {
      const id = ids[(index * 7_919) % bots] ?? '';
      lanes.push(id, { lane: chats[index % chatsPerBot] ?? '', index });
    }
    while (done < index || ended.length > 0) {
      for (const end of ended.splice(0)) end();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
  const { user, system } = process.cpuUsage(before);
  return { usPerUpdate: (user + system) / updates, orderBreaks };
}

serveCommands({ run });
process.on('SIGTERM', () => process.exit(0));
process.send?.({ type: 'ready', port: 0 });
