import { peerBots } from '../../peers/peer-bots';
import { bundleInMemoryBotManager, startDovecote } from '../dovecote/start-dovecote';
import { bundleEntry } from '../rig/bundle-entry';
import type { Door } from '../rig/load';
import { cpus } from '../rig/pin-process';
import type { Rig } from '../rig/rig';
import { type RunningProcess, startProcess } from '../rig/start-process';
import type { Measurement } from '../scenario';
import { measureWebhooks } from './measure-webhooks';
import { prepareFleetTemplate } from './prepare-fleet-template';

export interface StatelessOptions {
  bots: number;
  connections: number;
  seconds: number;
  /** The answer is the webhook's own reply. */
  isReplying: boolean;
}

/** Measures systems that answer texts and keep nothing: the product with its commits in memory, and its peers. */
export async function prepareStateless(rig: Rig, options: StatelessOptions) {
  const { bots, isReplying } = options;
  const name = isReplying ? 'replying' : 'calling';
  const postgres = await rig.postgres();
  const file = await bundleInMemoryBotManager();
  const { fleet, encryptionKeys } = await prepareFleetTemplate(rig, `${name}_template`, {
    bots,
    transport: 'webhook',
    isFireAndForget: isReplying,
  });
  const measure = async (running: RunningProcess, doors: readonly Door[]): Promise<Measurement> => {
    try {
      const { connections, seconds } = options;
      const load = { doors, connections, seconds, duplicatesEvery: 0, chats: 997 };
      const { metrics, problems } = await measureWebhooks(rig, running, load);
      return { metrics, problems };
    } finally {
      await running.stop();
    }
  };
  return {
    async dovecote(): Promise<Measurement> {
      const databaseUrl = await postgres.createDatabase(name, `${name}_template`);
      const { nodeArgs } = rig;
      const running = await startDovecote({ file, nodeArgs, databaseUrl, encryptionKeys, bots });
      return measure(
        running,
        fleet.map((bot) => bot.door),
      );
    },
    async peer(entry: string): Promise<Measurement> {
      const args = [JSON.stringify({ apiRoot: rig.apiRoot, bots, isReplying })];
      const running = await startProcess({
        file: await bundleEntry({ entry }),
        cpu: cpus.underTest,
        args,
        nodeArgs: rig.nodeArgs,
      });
      return measure(
        running,
        peerBots(bots).map((bot) => bot.door),
      );
    },
  };
}
