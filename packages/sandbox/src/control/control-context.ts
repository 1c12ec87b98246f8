import { AppError } from '@dovecote/errors/app-error';
import type { BotRegistry } from '../bot-registry';
import type { SandboxBot } from '../sandbox-bot';
import type { Clock } from '../sandbox-limits';
import type { StoredFile } from '../store/sandbox-store';
import type { ControlInput } from './control-input';

export interface ControlContext {
  registry: BotRegistry;
  clock: Clock;
  /** Values of the path's placeholders, in order. */
  path: string[];
  input: ControlInput;
  signal: AbortSignal;
}

export interface ControlAnswer {
  status: number;
  body?: object;
  file?: StoredFile;
}

export type ControlHandler = (ctx: ControlContext) => Promise<ControlAnswer>;

/** @throws AppError `NOT_FOUND` when there is no such bot. */
export async function getBotById({ registry, path }: ControlContext): Promise<SandboxBot> {
  const bot = await registry.findById(path[0] ?? '');
  if (bot === null) throw new AppError('NOT_FOUND', 'There is no such sandbox bot.');
  return bot;
}

/** @throws AppError `NOT_FOUND` when there is no such bot in the workspace; another workspace's bot does not exist. */
export async function getBotOfWorkspace({ registry, path, input }: ControlContext): Promise<SandboxBot> {
  const bot = await registry.findByUsername(path[0] ?? '');
  if (bot === null || bot.identity.workspaceId !== input.text('workspaceId')) {
    throw new AppError('NOT_FOUND', 'There is no such sandbox bot.');
  }
  return bot;
}
