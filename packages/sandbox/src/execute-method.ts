import { DescribedResult } from './methods/method-context';
import { findMethod } from './methods/method-table';
import type { Params } from './params';
import { Refusal } from './refusal';
import type { SandboxBot } from './sandbox-bot';

export interface MethodAnswer {
  status: number;
  body: { ok: boolean; result?: unknown; description?: string; error_code?: number; parameters?: object };
}

/** Executes one call of a bot. The answer stands only for what is durable; an update waits for its bot's own flush. */
export async function executeMethod(
  bot: SandboxBot,
  name: string,
  params: Params,
  signal: AbortSignal,
): Promise<MethodAnswer> {
  const method = findMethod(name);
  if (method === null) return refuse(new Refusal(404, 'Not Found'));
  try {
    const outcome = await method({ bot, params, signal });
    const result = structuredClone(outcome instanceof DescribedResult ? outcome.result : outcome);
    await bot.persistence.flush();
    const described = outcome instanceof DescribedResult ? { description: outcome.description } : {};
    return { status: 200, body: { ok: true, result, ...described } };
  } catch (error) {
    return refuse(error instanceof Refusal ? error : new Refusal(500, 'Internal Server Error'));
  }
}

export function refuse(refusal: Refusal): MethodAnswer {
  const { errorCode, message, parameters } = refusal;
  const body = { ok: false, error_code: errorCode, description: message };
  return { status: errorCode, body: parameters === undefined ? body : { ...body, parameters } };
}
