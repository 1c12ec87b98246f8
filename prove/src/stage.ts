import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectDatabase, type Database } from '@dovecote/db/client';
import { findMigrations } from '@dovecote/db/find-migrations';
import { migrateDatabase } from '@dovecote/db/migrate';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { createFleet, type FleetBot } from './fleet';
import { JudgeClient } from './judge-client';
import type { Plan } from './plan';
import { createProvingTables } from './proving-tables';
import { bundleProcesses } from './rig/bundle';
import { type Child, startChild } from './rig/child';
import { type CrashablePostgres, startCrashablePostgres } from './rig/crashable-postgres';
import { type KillableRedis, startKillableRedis } from './rig/killable-redis';
import { Slot } from './rig/slot';

/** Everything one run stands on. */
export interface Stage {
  postgres: CrashablePostgres;
  redis: KillableRedis | null;
  database: Database;
  judge: JudgeClient;
  encryptionKeys: string;
  fleet: FleetBot[];
  door: Slot;
  doorUrl: string;
  managers: Slot[];
  logDir: string;
  /** Ends what is left; asked nicely first, the managers' exit codes are answered. */
  close(isKept: boolean): Promise<(number | string)[]>;
}

/** Starts judge, database, queue, door and managers, each in processes of its own. */
export async function setStage(plan: Plan): Promise<Stage> {
  const logDir = mkdtempSync(path.join(tmpdir(), 'dovecote-prove-logs-'));
  const log = (name: string) => path.join(logDir, `${name}.log`);
  const files = await bundleProcesses(['manager', 'watchdog-thread', 'judge', 'door']);
  const postgres = await startCrashablePostgres();
  const redis = await startKillableRedis();
  await migrateDatabase(postgres.url, findMigrations(import.meta.dirname));
  const database = connectDatabase({
    url: postgres.url,
    applicationName: 'prove-rig',
    connectionsMax: 4,
    onPoolError: () => undefined,
  });
  await createProvingTables(database.db);
  const controlToken = randomBytes(24).toString('hex');
  const judgeProcess: Child = await startChild({ file: files.judge, args: [controlToken], logFile: log('judge') });
  const judge = new JudgeClient(`http://127.0.0.1:${judgeProcess.port}`, controlToken);
  const encryptionKeys = `prove:${randomBytes(32).toString('base64')}`;
  const { db } = database;
  const { webhookBots, pollingBots } = plan;
  const fleet = await createFleet({ db, judge, encryptionKeys, webhookBots, pollingBots });
  const doorPort = await findFreePort(28_000);
  const doorUrl = `http://127.0.0.1:${doorPort}`;
  const door = await Slot.start('door', () => ({
    file: files.door,
    args: [postgres.url, String(doorPort)],
    logFile: log('door'),
  }));
  const managers: Slot[] = [];
  for (let index = 1; index <= plan.managers; index += 1) {
    const name = `manager-${index}`;
    const env = {
      HOST: '127.0.0.1',
      BOT_MANAGER_PORT: '0',
      DATABASE_URL: postgres.url,
      ENCRYPTION_KEYS: encryptionKeys,
      PUBLIC_URL: doorUrl,
      LOG_LEVEL: 'warn',
      ...(redis ? { REDIS_URL: redis.url } : {}),
    };
    managers.push(await Slot.start(name, () => ({ file: files.manager, env, logFile: log(name) })));
  }
  return {
    postgres,
    redis,
    database,
    judge,
    encryptionKeys,
    fleet,
    door,
    doorUrl,
    managers,
    logDir,
    async close(isKept) {
      const codes = await Promise.all(managers.map((slot) => slot.end('SIGTERM')));
      await door.end('SIGKILL');
      judgeProcess.signal('SIGKILL');
      await database.close();
      await redis?.close();
      if (!isKept) await postgres.remove();
      return codes;
    },
  };
}
