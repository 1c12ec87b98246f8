import type { Params } from '../params';
import type { SandboxBot } from '../sandbox-bot';

export interface MethodContext {
  bot: SandboxBot;
  params: Params;
  /** Aborts when the caller went away or the server closes. */
  signal: AbortSignal;
}

/** Some answers carry a sentence besides their result. */
export class DescribedResult {
  constructor(
    readonly result: unknown,
    readonly description: string,
  ) {}
}

/** Executes a call; what it returns is the answer's `result`. Throws Refusal in Telegram's words. */
export type Method = (ctx: MethodContext) => unknown | Promise<unknown>;
