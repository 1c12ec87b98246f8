import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getSandbox } from './get-sandbox';
import type { SandboxChat } from './sandbox-chat';
import { readChatSchema } from './sandbox-schemas';

/** The chat of a simulated person with a sandbox bot; with `waitSeconds` it waits for news. */
export async function listSandboxChat(
  ctx: ServiceContext,
  input: z.input<typeof readChatSchema>,
): Promise<SandboxChat> {
  const { id: workspaceId } = authoriseMember(ctx, 'bots.read');
  const { username, person, ...query } = parseInput(readChatSchema, input);
  return await getSandbox(ctx).readChat({ workspaceId, username, person }, query);
}
