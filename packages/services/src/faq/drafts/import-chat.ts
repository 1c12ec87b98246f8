import { bots } from '@dovecote/db/schema/bots';
import { faqDrafts } from '@dovecote/db/schema/faq';
import { questionHash } from '@dovecote/modules/faq/question-hash';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { getBotRow } from '../../bots/get-bot-row';
import { isTooDeep } from '../../is-too-deep';
import { invalidField, parseInput } from '../../parse-input';
import type { ServiceContext } from '../../service-context';
import { draftPairs } from './draft-pairs';
import { draftPlace } from './draft-view';

const messagesMax = 50_000;
const draftsMax = 500;

export const importChatSchema = z.strictObject({
  /** The text of `result.json`, as Telegram Desktop exports one chat. */
  content: z.string().min(2).max(6_000_000),
});

export const chatImportSchema = z.object({
  /** New drafts. */
  drafted: z.number(),
  /** Pairs that were drafted before, or for which there was no room. */
  leftOut: z.number(),
  /** Messages that cannot be read, the first fifty. */
  problems: z.array(z.object({ message: z.string(), problem: z.string() })),
});

const chat = z.object({ type: z.string(), messages: z.array(z.unknown()).max(messagesMax) });

/**
 * Drafts pairs from an exported chat; nobody is answered with them before the owner approves. Texts only are kept,
 * sealed, and nobody's name.
 * @throws AppError `VALIDATION_FAILED` for what is no export of one chat.
 */
export async function importChat(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof importChatSchema>,
): Promise<z.output<typeof chatImportSchema>> {
  const bot = await getBotRow(ctx, botId, 'faq.answer');
  const { content } = parseInput(importChatSchema, input);
  const { pairs, problems } = draftPairs(readExport(content));
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'faq');
  const owner = { workspaceId: bot.workspaceId, botId: bot.id };
  return await ctx.db.transaction(async (tx) => {
    await tx
      .select({ id: bots.id })
      .from(bots)
      .where(and(eq(bots.workspaceId, bot.workspaceId), eq(bots.id, bot.id)))
      .for('no key update');
    const ofBot = and(eq(faqDrafts.workspaceId, bot.workspaceId), eq(faqDrafts.botId, bot.id));
    const room = draftsMax - (await tx.$count(faqDrafts, ofBot));
    const rows = pairs.slice(0, Math.max(0, room)).map(({ question, answer }) => {
      const id = questionHash(question);
      return {
        ...owner,
        id,
        question: sealer.seal(question, draftPlace(bot, id, 'question')),
        answer: sealer.seal(answer, draftPlace(bot, id, 'answer')),
        createdAt: ctx.clock(),
      };
    });
    const drafted =
      rows.length === 0
        ? []
        : await tx.insert(faqDrafts).values(rows).onConflictDoNothing().returning({ id: faqDrafts.id });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'faq.chat_imported',
      targetType: 'bot',
      targetId: bot.id,
      after: { drafted: drafted.length },
    });
    return { drafted: drafted.length, leftOut: pairs.length - drafted.length, problems };
  });
}

function readExport(content: string): z.output<typeof chat> {
  if (isTooDeep(content)) throw invalidField('content', 'is nested too deep');
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw invalidField('content', 'is no JSON; export the chat as "Machine-readable JSON"');
  }
  const parsed = chat.safeParse(json);
  if (parsed.success) return parsed.data;
  const isLong = parsed.error.issues.some(({ code }) => code === 'too_big');
  throw invalidField(
    'content',
    isLong ? `holds more than ${messagesMax} messages` : 'is no export of one chat: it has no list of messages',
  );
}
