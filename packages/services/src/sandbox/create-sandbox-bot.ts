import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getSandbox } from './get-sandbox';
import { createSandboxBotSchema } from './sandbox-schemas';

/** A new bot on the sandbox; this answer is the only place its token is ever shown. */
export async function createSandboxBot(
  ctx: ServiceContext,
  input: z.input<typeof createSandboxBotSchema>,
): Promise<{ token: string; username: string; telegramId: string; apiRoot: string }> {
  const { id: workspaceId } = authoriseMember(ctx, 'sandbox.use');
  const { username, name } = parseInput(createSandboxBotSchema, input);
  const born = await getSandbox(ctx).createBot({ workspaceId, username, name });
  return {
    token: born.token,
    username: born.username,
    telegramId: born.telegramId,
    apiRoot: ctx.settings.sandboxApiRoot ?? '',
  };
}
