import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { createDataDir, startProduct } from '@dovecote/testing/start-product';
import { atLeast, none, type TableRow } from '../print-table';
import type { Proof } from '../security/prove-security';
import { gatherSinks } from './gather-sinks';
import { plantSecrets, throwWith } from './plant-secrets';
import { encodings } from './secret-shapes';

const customers = 20;
const plantedLeaks = 20;
const settleMs = 8_000;
const deadWithinMs = 60_000;
/** The product as it is built, but for handlers that throw with what they are given. */
const spoilt = 'apps/web/journeys/start-spoilt.mjs';

/** Every secret in every shape, looked for in everything that leaves the product or stays of it. Full runs only. */
export async function scanLeaks({ isFull, random, say }: Proof): Promise<TableRow[]> {
  if (!isFull) return [];
  const folder = createDataDir();
  const outside = await startOutsideServer();
  const product = await startProduct(
    folder.dataDir,
    { TELEGRAM_API_ROOT: outside.apiRoot, LOG_LEVEL: 'debug' },
    [],
    spoilt,
  );
  try {
    const planted = await plantSecrets(product.url, outside, customers);
    for (const { rest, botId } of planted.customers) await rest.call('POST', `/bots/${botId}/start`);
    await sleep(settleMs);
    for (const customer of planted.customers) {
      for (const secret of customer.thrown) await throwWith(outside, customer, secret);
    }
    for (const { rest, botId, thrown } of planted.customers) {
      await eventually(async () => {
        const letters = await rest.call<{ items: unknown[] }>('GET', `/bots/${botId}/dead-letters`);
        assert.equal(letters.body.items.length, thrown.length);
      }, deadWithinMs);
    }
    // Failures are where secrets slip out: from here on Telegram is away.
    await outside.close();
    await sleep(settleMs);
    const sinks = await gatherSinks(product, planted.customers);
    say(`${planted.secrets.length} secrets, ${sinks.size} sinks: ${[...sinks.keys()].join(', ')}`);
    const shapes = planted.secrets.flatMap(({ kind, value }) =>
      Object.entries(encodings).flatMap(([encoding, encode]) =>
        encode(value).map((text) => ({ name: `${kind} as ${encoding}`, text })),
      ),
    );
    const hits = [...sinks].flatMap(([sink, text]) =>
      shapes.filter((shape) => text.includes(shape.text)).map(({ name }) => `${name} in ${sink}`),
    );
    for (const hit of new Set(hits)) say(hit);
    let found = 0;
    for (let leak = 0; leak < plantedLeaks; leak += 1) {
      const shape = random.pick(shapes);
      const sink = random.pick([...sinks.values()]);
      if (!shape || sink === undefined) continue;
      const at = random.below(sink.length);
      const text = `${sink.slice(0, at)}${shape.text}${sink.slice(at)}`;
      if (shapes.some((one) => text.includes(one.text))) found += 1;
    }
    return [
      atLeast('secrets planted', planted.secrets.length, 200),
      atLeast('encodings of each', Object.keys(encodings).length, 8),
      atLeast('sinks searched', sinks.size, 14),
      none('secrets found in a sink', hits.length),
      atLeast('planted leaks found', found, plantedLeaks),
    ];
  } finally {
    await product.stop();
    await outside.close().catch(() => undefined);
    folder.remove();
  }
}
