import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { botCredentials, telegramApiPurposes } from '@dovecote/db/schema/bots';
import { dataKeys } from '@dovecote/db/schema/data-keys';
import { faqModels } from '@dovecote/db/schema/faq';
import { readDataKeyId } from '@dovecote/vault/envelope';
import { generateKey, parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault, type Vault } from '@dovecote/vault/vault';
import { and, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkChains } from '../audit/verify-audit-log';
import { credentialPlace } from '../bots/bot-credentials';
import { createBot } from '../bots/create-bot';
import { putCredential } from '../bots/put-credential';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { modelKeyPlace } from '../faq/model/model-view';
import { systemContext } from '../service-context';
import { rotateKeys } from './rotate-keys';

const former = generateKey('former');
const current = generateKey('current');
const quarterHourMs = 15 * 60_000;

let kit: TestServices;
const bots: { workspaceId: string; id: string }[] = [];

beforeAll(async () => {
  kit = await createTestServices({ encryptionKeys: former });
  for (let person = 0; person < 3; person += 1) {
    const ctx = await kit.signUp('holder');
    for (let index = 0; index < 3; index += 1) {
      const { id } = await createBot(ctx, { token: await kit.newToken(ctx) });
      bots.push({ workspaceId: workspaceIdOf(ctx), id });
    }
  }
});
afterAll(async () => await kit.close());

function vaultOf(keys: string, closedPurposes: readonly string[] = []): Vault {
  const dataKeyStore = createDataKeyStore(kit.services.databases.keys);
  return createVault({ keyRing: parseKeyRing(keys), dataKeyStore, closedPurposes });
}

const contextOf = (vault: Vault) => ({ ...systemContext(kit.services, 'rotation'), vault });

async function readAll(vault: Vault): Promise<string[]> {
  const rows = await kit.database.db
    .select()
    .from(botCredentials)
    .orderBy(botCredentials.botId, botCredentials.purpose);
  return await Promise.all(
    rows.map(async ({ workspaceId, botId, purpose, value }) => {
      const secret = await vault.open(value, credentialPlace({ workspaceId, id: botId }, purpose));
      return secret.use((text) => text);
    }),
  );
}

test('a rotation killed again and again loses no secret, and ends with none under the former key', async () => {
  const before = await readAll(kit.services.vault);
  const ring = `${current},${former}`;
  // A process that was started before the new key was put first, and works all the while.
  const elder = vaultOf(`${former},${current}`);
  const place = credentialPlace({ workspaceId: bots[0]?.workspaceId ?? '', id: bots[0]?.id ?? '' }, 'session_string');
  let isOver = false;
  let written = '';
  const load = (async () => {
    for (let turn = 0; !isOver; turn += 1) {
      written = `session ${turn}`;
      const sealed = await elder.seal(written, place);
      await putCredential(
        kit.database.db,
        kit.services,
        { workspaceId: place.workspaceId, id: place.row },
        'session_string',
        sealed,
      );
      await readAll(elder);
    }
  })();
  for (let kills = 0; kills < 20; kills += 1) {
    let steps = 0;
    const rotation = rotateKeys(contextOf(vaultOf(ring, telegramApiPurposes)), () => {
      steps += 1;
      if (steps > kills % 4) throw new Error('killed');
    });
    await rotation.catch((error: Error) => expect(error.message).toBe('killed'));
  }
  isOver = true;
  await load;
  kit.advance(quarterHourMs + 1_000);
  const last = contextOf(vaultOf(ring, telegramApiPurposes));
  await rotateKeys(last);
  const { destroyedKeys: _destroyedKeys, ...rest } = await rotateKeys(last);
  expect(rest).toEqual({ renewedKeys: 0, rewrappedKeys: 0, resealedSecrets: 0, signedHeads: 0 });
  // Without the former key in the ring, everything opens.
  const alone = vaultOf(current);
  expect((await readAll(alone)).sort()).toEqual([...before, written].sort());
  const left = and(ne(dataKeys.state, 'destroyed'), eq(dataKeys.kekId, 'former'));
  expect(await kit.database.db.select().from(dataKeys).where(left)).toEqual([]);
  expect(await kit.database.db.select().from(dataKeys).where(eq(dataKeys.state, 'decrypt_only'))).toEqual([]);
  expect(await checkChains(contextOf(alone))).toMatchObject({ ok: true });
});

test('the key of a workspace’s own language model is sealed anew, and opens without the former keys', async () => {
  const { workspaceId } = bots[0] ?? { workspaceId: '' };
  const place = modelKeyPlace(workspaceId);
  const apiKey = await vaultOf(`${current},${former}`).seal('model key', place);
  const model = { workspaceId, url: 'https://model.example/v1', model: 'tiny', apiKey };
  await kit.database.db.insert(faqModels).values(model);
  const next = generateKey('next');
  await rotateKeys(contextOf(vaultOf(`${next},${current},${former}`, telegramApiPurposes)));
  const [row] = await kit.database.db.select().from(faqModels);
  const renewed = row?.apiKey ?? apiKey;
  expect(readDataKeyId(renewed)).not.toBe(readDataKeyId(apiKey));
  expect((await vaultOf(next).open(renewed, place)).use((text) => text)).toBe('model key');
});
