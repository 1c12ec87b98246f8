import type { z } from 'zod';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getSandbox } from './get-sandbox';
import { pressButtonSchema } from './sandbox-schemas';

/** A simulated person presses an inline button of a sandbox bot. */
export async function pressSandboxButton(
  ctx: ServiceContext,
  input: z.input<typeof pressButtonSchema>,
): Promise<{ answered: unknown }> {
  const { id: workspaceId } = authoriseMember(ctx, 'sandbox.use');
  const { username, person, messageId, data } = parseInput(pressButtonSchema, input);
  return await getSandbox(ctx).pressButton({ workspaceId, username, person }, { messageId, data });
}
