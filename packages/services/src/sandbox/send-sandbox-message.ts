import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getSandbox } from './get-sandbox';
import { sendMessageSchema } from './sandbox-schemas';

/** A simulated person writes to a sandbox bot of the workspace. */
export async function sendSandboxMessage(
  ctx: ServiceContext,
  input: z.input<typeof sendMessageSchema>,
): Promise<{ messageId: number }> {
  const { id: workspaceId } = authoriseMember(ctx, 'sandbox.use');
  const { username, person, text } = parseInput(sendMessageSchema, input);
  return await getSandbox(ctx).sendMessage({ workspaceId, username, person }, text);
}
