import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { botCredentials, credentialPurposes } from '@dovecote/db/schema/bots';
import { credentialPlace } from '@dovecote/services/bots/bot-credentials';
import { putCredential } from '@dovecote/services/bots/put-credential';
import { readDataKeyId } from '@dovecote/vault/envelope';
import { generateKey, parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault, type Vault } from '@dovecote/vault/vault';
import { sql } from 'drizzle-orm';
import { atLeast, none, type TableRow } from '../print-table';
import { bundleProcesses } from '../rig/bundle';
import { startChild } from '../rig/child';
import { openDatabase, type ProvingDatabase } from './open-database';
import type { Proof } from './prove-security';

const botsPerWorkspace = 20;
const killAfterMsMax = 500;

/** A rotation killed on the way, while secrets are read and written: all of them open, and none under the former key. */
export async function rotateSecrets({ isFull, random, say }: Proof): Promise<TableRow[]> {
  const secrets = isFull ? 20_000 : 1_400;
  const kills = isFull ? 20 : 4;
  const [former, current] = [generateKey('former'), generateKey('current')];
  const { 'rotate-keys': file } = await bundleProcesses(['rotate-keys']);
  const database = await openDatabase(former);
  const vaultOf = (keys: string): Vault =>
    createVault({ keyRing: parseKeyRing(keys), dataKeyStore: createDataKeyStore(database.services.databases.keys) });
  try {
    const bots = await plantSecrets(database, Math.ceil(secrets / credentialPurposes.length));
    say(`${bots.length * credentialPurposes.length} secrets planted; the rotation begins`);
    const spec = {
      file,
      args: [database.url, `${current},${former}`],
      logFile: path.join(tmpdir(), 'dovecote-prove-rotation.log'),
    };
    let isOver = false;
    let decryptErrors = 0;
    let reads = 0;
    const elder = vaultOf(`${former},${current}`);
    const written = new Map<string, string>();
    const load = (async () => {
      for (let turn = 0; !isOver; turn += 1) {
        const bot = random.pick(bots);
        const purpose = random.pick(credentialPurposes);
        if (!bot || !purpose) continue;
        if (turn % 10 === 0) {
          const value = `written ${turn}`;
          const sealed = await elder.seal(value, credentialPlace(bot, purpose));
          await putCredential(database.owner.db, database.services, bot, purpose, sealed);
          written.set(`${bot.id}/${purpose}`, value);
        }
        reads += 1;
        if ((await read(database, elder, bot, purpose)) !== expected(written, bot, purpose)) decryptErrors += 1;
      }
    })();
    let killed = 0;
    while (killed < kills) {
      const rotation = await startChild(spec);
      await sleep(random.below(isFull ? killAfterMsMax : killAfterMsMax / 2));
      if (!rotation.isRunning()) break;
      rotation.signal('SIGKILL');
      await rotation.ended;
      killed += 1;
    }
    const last = await (await startChild(spec)).ended;
    isOver = true;
    await load;
    // What was written under a retired key by a process that still knew it is sealed anew by the next run.
    await (await startChild(spec)).ended;
    const alone = vaultOf(current);
    for (const bot of bots) {
      for (const purpose of credentialPurposes) {
        if ((await read(database, alone, bot, purpose)) !== expected(written, bot, purpose)) decryptErrors += 1;
      }
    }
    return [
      atLeast('kills of the key rotation', killed, kills),
      atLeast('reads during the rotation', reads, 100),
      none('secrets that did not open, or not as they were', decryptErrors),
      none('secrets left on a former key', await countStale(database)),
      none('data keys left under the former key', await countFormer(database)),
      { what: 'the last rotation ends with', found: String(last), must: '0', isHeld: last === 0 },
    ];
  } finally {
    await database.remove();
  }
}

interface Bot {
  workspaceId: string;
  id: string;
}

type Purpose = (typeof credentialPurposes)[number];

const secretOf = (bot: Bot, purpose: Purpose): string => `${bot.id} ${purpose}`;

function expected(written: ReadonlyMap<string, string>, bot: Bot, purpose: Purpose): string {
  return written.get(`${bot.id}/${purpose}`) ?? secretOf(bot, purpose);
}

async function plantSecrets({ owner, services }: ProvingDatabase, count: number): Promise<Bot[]> {
  const bots: Bot[] = Array.from({ length: count }, (_, index) => ({
    workspaceId: `ws_${Math.floor(index / botsPerWorkspace)}`,
    id: `bot_${String(index).padStart(6, '0')}`,
  }));
  const rows = await Promise.all(
    bots.flatMap((bot) =>
      credentialPurposes.map(async (purpose) => ({
        workspaceId: bot.workspaceId,
        botId: bot.id,
        purpose,
        value: await services.vault.seal(secretOf(bot, purpose), credentialPlace(bot, purpose)),
      })),
    ),
  );
  await owner.db.transaction(async (tx) => {
    // The bots themselves are not needed.
    await tx.execute(sql`set local session_replication_role = replica`);
    for (let at = 0; at < rows.length; at += 1_000) await tx.insert(botCredentials).values(rows.slice(at, at + 1_000));
  });
  await owner.db.execute(sql`alter table bot_credentials disable trigger all`);
  return bots;
}

async function read({ owner }: ProvingDatabase, vault: Vault, bot: Bot, purpose: Purpose): Promise<string | null> {
  const [row] = await owner.db
    .select({ value: botCredentials.value })
    .from(botCredentials)
    .where(sql`${botCredentials.botId} = ${bot.id} and ${botCredentials.purpose} = ${purpose}
      and ${botCredentials.workspaceId} = ${bot.workspaceId}`);
  if (!row) return null;
  const secret = await vault.open(row.value, credentialPlace(bot, purpose)).catch(() => null);
  return secret?.use((text) => text) ?? null;
}

async function countStale({ owner }: ProvingDatabase): Promise<number> {
  const active = await owner.db.execute<{ id: string }>(sql`select id from data_keys where state = 'active'`);
  const ids = new Set(active.rows.map(({ id }) => id));
  const rows = await owner.db.select({ value: botCredentials.value }).from(botCredentials);
  return rows.filter(({ value }) => !ids.has(readDataKeyId(value))).length;
}

async function countFormer({ owner }: ProvingDatabase): Promise<number> {
  const result = await owner.db.execute<{ count: string }>(
    sql`select count(*) from data_keys where kek_id = 'former' and state <> 'destroyed'`,
  );
  return Number(result.rows[0]?.count);
}
