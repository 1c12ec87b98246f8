import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getSandbox } from './get-sandbox';
import { votePollSchema } from './sandbox-schemas';

/** A simulated person votes in a poll of a sandbox bot, or takes the vote back with no options. */
export async function voteInSandboxPoll(
  ctx: ServiceContext,
  input: z.input<typeof votePollSchema>,
): Promise<{ votes: number[] }> {
  const { id: workspaceId } = authoriseMember(ctx, 'sandbox.use');
  const { username, person, messageId, optionIds } = parseInput(votePollSchema, input);
  await getSandbox(ctx).vote({ workspaceId, username, person }, { messageId, optionIds });
  return { votes: optionIds };
}
