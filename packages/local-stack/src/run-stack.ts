import path from 'node:path';
import { originOf, reachableHost } from '@dovecote/errors/origin-of';
import { botManagerNodeArgs } from './bot-manager-node-args';
import { openDataDir } from './data-dir';
import { drawBox } from './draw-box';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { awaitGivenDatabase } from './given-database';
import { readLocalSecret } from './local-secrets';
import { type Ports, readPorts } from './read-ports';
import { restartOnChange } from './restart-on-change';
import { removeRunLock, writeRunLock } from './run-lock';
import { type ProcessSpec, SupervisedProcess } from './supervised-process';

export interface StackBuild {
  botManager: string;
  sandbox: string;
  web: string;
  nextDistDir: string;
}

export interface StackOptions {
  /** The checkout. */
  root: string;
  /** Null: run the sources, with hot reload. */
  build: StackBuild | null;
  /** Bot-manager processes. */
  managers: number;
}

const readyWithinMs = 60_000;
const killAfterMs = 9_000;
const databaseWatchMs = 500;
const pingEveryMs = 2_000;

/** Starts the whole product, prints its box, and keeps it running until a signal; then it ends all of it. */
export async function runStack({ root, build, managers }: StackOptions): Promise<void> {
  const dataDir = openDataDir(process.env);
  const { ports, notices } = await readPorts(process.env);
  for (const notice of notices) say(`  ! ${notice}`);
  const patience = { patienceMs: readyWithinMs, onProgress: (step: string) => say(`  … ${step}`) };
  const given = await awaitGivenDatabase(process.env, patience);
  const database = given === null ? await startDatabase(dataDir) : null;
  const processes: SupervisedProcess[] = [];
  const stopWatching = database ? watchDatabase(database) : undefined;
  let isEnding = false;

  const end = async (exitCode: number): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    stopWatching?.();
    say('\n  Stopping');
    await Promise.all([...processes].reverse().map((one) => one.stop(killAfterMs)));
    await database?.stop();
    removeRunLock(dataDir);
    say('  Stopped');
    process.exit(exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

  try {
    const env = stackEnvironment(dataDir, ports, database?.url);
    const reloaded: SupervisedProcess[] = [];
    const start = async (spec: ProcessSpec): Promise<Record<string, unknown>> => {
      const one = new SupervisedProcess(spec);
      processes.push(one);
      // Next reloads the dashboard by itself.
      if (spec.name !== 'web') reloaded.push(one);
      return one.start(readyWithinMs);
    };
    const specs = processSpecs(root, build, env, path.join(dataDir, 'logs'));
    // The bot-manager brings the database up to date before the others look at it.
    await start(specs.botManager);
    const [web] = await Promise.all([
      start(specs.web),
      ...(env.SANDBOX === 'off' ? [] : [start(specs.sandbox)]),
      ...moreManagers(specs.botManager, managers).map(start),
    ]);
    const url = originOf(env.HOST ?? '', ports.PORT);
    if (build === null) restartOnChange(sourceFolders(root), reloaded);
    writeRunLock(dataDir, url);
    if (typeof web?.notice === 'string') say(`  ! ${web.notice}`);
    printBox(url, web, env, dataDir);
    process.send?.({ type: 'ready', url, ports });
  } catch (error) {
    if (isEnding) return;
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    await end(1);
  }
}

async function startDatabase(dataDir: string) {
  const began = performance.now();
  say('  … database');
  const database = await startEmbeddedPostgres({ dataDir, onProgress: (step) => say(`  … ${step}`) });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`  ✓ database ${seconds} s${database.isAdopted ? ' (was still running)' : ''}`);
  return database;
}

/** A Postgres that was killed is started again; its clients reconnect by themselves. */
function watchDatabase(database: EmbeddedPostgres): () => void {
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    await database.revive().catch((error: unknown) => say(`  ! the database is down: ${String(error)}`));
    isBusy = false;
  }, databaseWatchMs);
  return () => clearInterval(timer);
}

function stackEnvironment(
  dataDir: string,
  ports: Ports,
  databaseUrl: string | undefined,
): Record<string, string | undefined> {
  const env = process.env;
  const host = env.HOST || '127.0.0.1';
  return {
    ...env,
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    HOST: host,
    BOT_MANAGER_HOST: env.BOT_MANAGER_HOST || reachableHost(host),
    SANDBOX_HOST: env.SANDBOX_HOST || reachableHost(host),
    DATA_DIR: dataDir,
    SANDBOX: env.SANDBOX || 'on',
    AUTH_SECRET: readLocalSecret('AUTH_SECRET', env, dataDir),
    ENCRYPTION_KEYS: readLocalSecret('ENCRYPTION_KEYS', env, dataDir),
    SANDBOX_CONTROL_TOKEN: readLocalSecret('SANDBOX_CONTROL_TOKEN', env, dataDir),
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

function sourceFolders(root: string): string[] {
  const modules = ['bot-runtime', 'db', 'modules', 'queue', 'sandbox', 'services', 'telegram', 'vault'];
  const folders = ['apps/bot-manager', 'apps/sandbox', ...modules.map((name) => `packages/${name}`)];
  return folders.map((folder) => path.join(root, folder, 'src'));
}

/** Managers beside the first: only the web process needs to find them, and it reads their ports from the database. */
function moreManagers(first: ProcessSpec, count: number): ProcessSpec[] {
  return Array.from({ length: count - 1 }, (_, index) => ({
    ...first,
    name: `${first.name}-${index + 2}`,
    env: { ...first.env, BOT_MANAGER_PORT: '0' },
  }));
}

type Specs = Record<'botManager' | 'sandbox' | 'web', ProcessSpec>;

function processSpecs(
  root: string,
  build: StackBuild | null,
  env: Record<string, string | undefined>,
  logDir: string,
): Specs {
  const webDir = path.join(root, 'apps/web');
  const shared = { logDir, env: { ...env, NODE_ENV: build ? 'production' : 'development' } };
  const fromSource = (dir: string, entry: string, nodeArgs: readonly string[] = []) => ({
    ...shared,
    args: [...nodeArgs, '--import', 'tsx', entry],
    cwd: path.join(root, dir),
  });
  const fromBuild = (file: string, nodeArgs: readonly string[] = []) => ({
    ...shared,
    args: [...nodeArgs, '--enable-source-maps', file],
    cwd: root,
  });
  return {
    botManager: {
      name: 'bot-manager',
      pingEveryMs,
      ...(build
        ? fromBuild(build.botManager, botManagerNodeArgs)
        : fromSource('apps/bot-manager', 'src/main.ts', botManagerNodeArgs)),
    },
    sandbox: { name: 'sandbox', ...(build ? fromBuild(build.sandbox) : fromSource('apps/sandbox', 'src/main.ts')) },
    web: build
      ? { name: 'web', ...fromBuild(build.web), cwd: webDir, env: { ...shared.env, NEXT_DIST_DIR: build.nextDistDir } }
      : { name: 'web', ...fromSource('apps/web', 'src/server.ts') },
  };
}

function printBox(
  url: string,
  web: Record<string, unknown> | undefined,
  env: Record<string, string | undefined>,
  dataDir: string,
): void {
  const link = typeof web?.ownerLinkPath === 'string' ? `${url}${web.ownerLinkPath}` : null;
  const lines = [
    'Dovecote is running',
    '',
    `Dashboard   ${url}`,
    ...(link ? ['Sign in     once, as the platform owner:', `            ${link}`] : []),
    `Sandbox     ${env.SANDBOX === 'off' ? 'off' : 'on: try a bot without Telegram'}`,
    `Logs        ${path.join(path.relative(process.cwd(), dataDir) || '.', 'logs')}`,
    '',
    'Ctrl-C stops everything.',
  ];
  say(`\n${drawBox(lines)}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
