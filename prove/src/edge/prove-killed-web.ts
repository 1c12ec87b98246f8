import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@dovecote/testing/eventually';
import type { startOutsideServer } from '@dovecote/testing/outside-server';
import { descendants } from '@dovecote/testing/process-tree';
import type { RestClient } from '@dovecote/testing/rest-client';
import type { Product } from '@dovecote/testing/start-product';
import { atLeast, none, type TableRow } from '../print-table';
import type { Random } from '../random';

const writers = 8;
const webWithinMs = 60_000;

export interface KilledWebRun {
  kills: number;
  random: Random;
  owner: RestClient;
  outside: Awaited<ReturnType<typeof startOutsideServer>>;
  product: Product;
}

/** What one caller was told, and how far it had asked. */
interface Written {
  botId: string;
  /** The number in the last name that was answered with 200. */
  confirmed: number;
  asked: number;
  /** Bots whose birth was answered with 201. */
  born: string[];
}

/** SIGKILL of the web process while callers write: whatever was answered with success stands in the database. */
export async function proveKilledWeb({ kills, random, owner, outside, product }: KilledWebRun): Promise<TableRow[]> {
  const bring = async () => {
    const { token } = await outside.createBot();
    return owner.call<{ id: string }>('POST', '/bots', { token });
  };
  const own = await Promise.all(Array.from({ length: writers }, bring));
  let isOver = false;
  const writing = own.map(({ body }) => write(owner, body.id, bring, () => isOver));
  let killed = 0;
  for (; killed < kills; killed += 1) {
    await sleep(random.between(500, 1_500));
    process.kill(await findWeb(product), 'SIGKILL');
    await untilServing(product);
  }
  isOver = true;
  const all = await Promise.all(writing);
  const forgotten = await Promise.all(all.map((one) => countForgotten(owner, one)));
  const successes = all.reduce((sum, one) => sum + one.confirmed + one.born.length, 0);
  return [
    atLeast('SIGKILLs of the web process while callers write', killed, kills),
    atLeast('  answers of success', successes, kills * writers),
    none(
      '  of them without what they promised',
      forgotten.reduce((sum, count) => sum + count, 0),
    ),
  ];
}

/** Renames a bot of its own again and again, and brings another one now and then. */
async function write(
  owner: RestClient,
  botId: string,
  bring: () => Promise<{ status: number; body: { id: string } }>,
  isOver: () => boolean,
): Promise<Written> {
  const written: Written = { botId, confirmed: 0, asked: 0, born: [] };
  while (!isOver()) {
    try {
      written.asked += 1;
      const { status } = await owner.call('PATCH', `/bots/${botId}`, { name: `Name ${written.asked}` });
      if (status === 200) written.confirmed = written.asked;
      if (written.asked % 20 !== 0) continue;
      const born = await bring();
      if (born.status === 201) written.born.push(born.body.id);
    } catch {
      // The connection was cut, or nobody listens yet.
      await sleep(50);
    }
  }
  return written;
}

/** A name that was asked for later may stand too: its answer was lost. */
async function countForgotten(owner: RestClient, { botId, confirmed, asked, born }: Written): Promise<number> {
  // A connection of before the last kill may still be in the pool.
  const get = (id: string) => eventually(() => owner.call<{ name: string }>('GET', `/bots/${id}`));
  const found = Number(/^Name (\d+)$/.exec((await get(botId)).body.name)?.[1] ?? 0);
  const there = await Promise.all(born.map(get));
  return (found >= confirmed && found <= asked ? 0 : 1) + there.filter((one) => one.status !== 200).length;
}

async function findWeb(product: Product): Promise<number> {
  const web = descendants(product.process.pid ?? 0).find((one) => /^next-server|apps\/web\//.test(one.command));
  if (!web) throw new Error('There is no web process.');
  return web.pid;
}

async function untilServing(product: Product): Promise<void> {
  const givesUpAt = performance.now() + webWithinMs;
  for (;;) {
    const answer = await fetch(`${product.url}/health/ready`).catch(() => null);
    if (answer?.status === 200) return;
    if (performance.now() > givesUpAt) throw new Error('The web process did not come back.');
    await sleep(50);
  }
}
