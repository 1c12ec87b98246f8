import type { z } from 'zod';
import { type Page, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getSandbox } from './get-sandbox';
import type { SandboxChat, SandboxChatMessage } from './sandbox-chat';
import { readChatSchema } from './sandbox-schemas';

export interface SandboxChatPage extends SandboxChat, Pick<Page<SandboxChatMessage>, 'nextCursor'> {}

/** The chat of a simulated person with a sandbox bot, oldest message first; with `waitSeconds` it waits for news. */
export async function listSandboxChat(
  ctx: ServiceContext,
  input: z.input<typeof readChatSchema>,
): Promise<SandboxChatPage> {
  const { id: workspaceId } = authoriseMember(ctx, 'bots.read');
  const { username, person, limit, cursor, after = 0, ...query } = parseInput(readChatSchema, input);
  const from = Math.max(after, readNumberCursor(cursor) ?? 0);
  const chat = await getSandbox(ctx).readChat({ workspaceId, username, person }, { ...query, after: from });
  const page = toPage(chat.messages, limit ?? chat.messages.length, ({ messageId }) => messageId);
  return { ...chat, messages: page.items, nextCursor: page.nextCursor };
}
