import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { cpus } from '../rig/pin-process';
import { logFile, type RunningProcess, startProcess } from '../rig/start-process';
import { publicUrl } from './insert-fleet';

/** A built dashboard. */
export interface WebBuild {
  web: string;
  nextDistDir: string;
}

/** What its cookies and access tokens are signed with. */
export const authSecret = randomBytes(32).toString('hex');

const builder = path.resolve(import.meta.dirname, '../../../scripts/lib/ensure-built.mjs');
const firstPort = 23_000;

/** Builds the dashboard as a release does, unless these sources are built already. */
export async function buildWeb(): Promise<WebBuild> {
  const { ensureBuilt } = (await import(pathToFileURL(builder).href)) as { ensureBuilt(): Promise<WebBuild> };
  return await ensureBuilt();
}

export interface WebOptions {
  build: WebBuild;
  databaseUrl: string;
  encryptionKeys: string;
  managerPort: number;
  apiRoot: string;
  nodeArgs: readonly string[];
}

/** The real web process on the CPU of the system under test, as if behind a proxy that ends TLS for `publicUrl`. */
export async function startWeb(options: WebOptions): Promise<RunningProcess> {
  const { build, databaseUrl, encryptionKeys, managerPort, apiRoot, nodeArgs } = options;
  rmSync(logFile(build.web), { force: true });
  return await startProcess({
    file: build.web,
    nodeArgs: ['--enable-source-maps', ...nodeArgs],
    cpu: cpus.underTest,
    env: {
      HOST: '127.0.0.1',
      PORT: String(await findFreePort(firstPort)),
      BOT_MANAGER_PORT: String(managerPort),
      SANDBOX: 'off',
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: publicUrl,
      TELEGRAM_API_ROOT: apiRoot,
      AUTH_SECRET: authSecret,
      ENCRYPTION_KEYS: encryptionKeys,
      LOG_LEVEL: 'error',
      NEXT_DIST_DIR: build.nextDistDir,
    },
  });
}
