import { createPasswordHasher } from '@dovecote/auth/password';
import { createLogger } from '@dovecote/observability/logger';
import { openServices } from '@dovecote/services/open-services';
import { type ServiceContext, systemContext } from '@dovecote/services/service-context';
import type { Command } from 'commander';
import { findInstallation, type Installation } from './find-installation';

export interface Answer {
  /** For `--json`. */
  json: unknown;
  /** For people. */
  text: string;
  /** 0 unless said. */
  exitCode?: number;
}

type Work = (ctx: ServiceContext, installation: Installation) => Promise<Answer>;

/** Runs one command on this installation's services and prints its answer; a database it had to start is stopped again. */
export async function runCommand(command: Command, work: Work): Promise<void> {
  const installation = await findInstallation();
  try {
    const { json, text, exitCode = 0 } = await workOn(installation, work);
    const isJson = command.optsWithGlobals().json === true;
    process.stdout.write(`${isJson ? JSON.stringify(json) : text}\n`);
    process.exitCode = exitCode;
  } finally {
    await installation.close();
  }
}

async function workOn(installation: Installation, work: Work): Promise<Answer> {
  const open = openServices(
    {
      ...installation,
      applicationName: 'dovecote-cli',
      connectionsMax: 4,
      sandboxApiRoot: null,
      sandboxControlToken: null,
      signup: 'closed',
      requireAdmin2fa: false,
      smtpUrl: null,
      mailFrom: null,
    },
    { logger: createLogger({ name: 'cli', level: 'error' }), passwordHasher: createPasswordHasher() },
  );
  try {
    return await work(systemContext(open.services, 'cli'), installation);
  } finally {
    await open.close();
  }
}

/** Progress for people; nothing where the output is read by a program. */
export function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${line}`);
}
