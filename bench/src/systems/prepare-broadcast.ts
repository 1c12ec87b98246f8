import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { insertBroadcasts } from '../dovecote/insert-broadcasts';
import { bundleBotManager, startDovecote } from '../dovecote/start-dovecote';
import { bundleEntry } from '../rig/bundle-entry';
import { cpus } from '../rig/pin-process';
import type { Rig } from '../rig/rig';
import { startProcess } from '../rig/start-process';
import type { BroadcastLoad, BroadcastSystem } from './measure-broadcast';
import { prepareFleetTemplate } from './prepare-fleet-template';

const message = { firstChat: 1_000, text: 'Our spring sale starts today: 20 % off everything until Sunday.' };
const doneWithinMs = 30_000;
/** As long as a process looks for broadcasts, and counts a bot's calls before it adds its own. */
const settleMs = 2_500;

/** The product, with a paused broadcast of each bot in its database. */
export async function prepareDovecoteBroadcast(rig: Rig, load: BroadcastLoad): Promise<BroadcastSystem> {
  const { bots, chatsPerBot } = load;
  const postgres = await rig.postgres();
  const file = await bundleBotManager();
  const { encryptionKeys } = await prepareFleetTemplate(rig, 'broadcast_template', {
    bots,
    transport: 'webhook',
    fill: (url, _fleet, encryptionKeys) => insertBroadcasts(url, { ...message, encryptionKeys, chatsPerBot }),
  });
  let databaseUrl = '';
  return {
    async start() {
      databaseUrl = await postgres.createDatabase('broadcast', 'broadcast_template');
      const running = await startDovecote({ file, nodeArgs: rig.nodeArgs, databaseUrl, encryptionKeys, bots });
      await sleep(settleMs);
      return running;
    },
    async send() {
      await query(databaseUrl, `update broadcasts set state = 'running'`);
      await query(databaseUrl, `select pg_notify('dovecote_broadcasts', (select id from bots limit 1))`);
    },
    async end() {
      const givesUpAt = performance.now() + doneWithinMs;
      for (;;) {
        const [open] = await query(databaseUrl, `select count(*)::int as count from broadcasts where state <> 'done'`);
        if (open?.count === 0 || performance.now() > givesUpAt) break;
        await sleep(100);
      }
      const counts = await query(
        databaseUrl,
        'select state, count(*)::int as count from broadcast_recipients group by state',
      );
      const isRight = counts.length === 1 && counts[0]?.state === 'sent' && counts[0].count === bots * chatsPerBot;
      return isRight ? [] : [`the receipts say ${JSON.stringify(counts)}`];
    },
  };
}

/** grammY with its throttler and auto-retry. */
export async function prepareThrottler(rig: Rig, load: BroadcastLoad): Promise<BroadcastSystem> {
  const { bots, chatsPerBot } = load;
  const file = await bundleEntry({ entry: 'peers/broadcast-bots.ts' });
  let failed = 0;
  return {
    start: () =>
      startProcess({
        file,
        cpu: cpus.underTest,
        args: [JSON.stringify({ apiRoot: rig.apiRoot, bots })],
        nodeArgs: rig.nodeArgs,
      }),
    async send(running) {
      failed = await running.ask<number>('send', { ...message, chatsPerBot });
    },
    end: async () => (failed === 0 ? [] : [`${failed} messages failed`]),
  };
}

async function query(databaseUrl: string, text: string): Promise<{ state?: string; count?: number }[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
