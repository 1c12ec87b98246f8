import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getSandbox } from './get-sandbox';
import { blockBotSchema } from './sandbox-schemas';

/** A simulated person blocks a sandbox bot, or takes it back. */
export async function blockSandboxBot(
  ctx: ServiceContext,
  input: z.input<typeof blockBotSchema>,
): Promise<{ blocked: boolean }> {
  const { id: workspaceId } = authoriseMember(ctx, 'sandbox.use');
  const { username, person, blocked } = parseInput(blockBotSchema, input);
  await getSandbox(ctx).setBlocked({ workspaceId, username, person }, blocked);
  return { blocked };
}
