import { faqUnanswered } from '@dovecote/db/schema/faq';
import type { SealedPlace } from '@dovecote/vault/envelope';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';

export interface UnansweredQuestion {
  id: string;
  question: string;
  asked: number;
  firstAskedAt: string;
  lastAskedAt: string;
}

const questionsMax = 200;

/** Where the module's `store` seals a question. */
export function questionPlace(bot: { workspaceId: string; id: string }, questionHash: string): SealedPlace {
  return { workspaceId: bot.workspaceId, purpose: 'faq', row: `${bot.id}/${questionHash}`, column: 'question' };
}

/** Questions nobody has answered yet, the most asked first. It shows what people wrote, so a viewer may not. */
export async function listUnanswered(ctx: ServiceContext, botId: string): Promise<UnansweredQuestion[]> {
  const bot = await getBotRow(ctx, botId, 'updates.readContent');
  const rows = await ctx.db
    .select()
    .from(faqUnanswered)
    .where(
      and(
        eq(faqUnanswered.workspaceId, bot.workspaceId),
        eq(faqUnanswered.botId, bot.id),
        isNull(faqUnanswered.resolvedAt),
      ),
    )
    .orderBy(desc(faqUnanswered.asked), desc(faqUnanswered.lastAskedAt))
    .limit(questionsMax);
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'faq');
  return rows.map((row) => ({
    id: row.questionHash,
    question: sealer.open(row.question, questionPlace(bot, row.questionHash)).use((text) => text),
    asked: row.asked,
    firstAskedAt: row.firstAskedAt.toISOString(),
    lastAskedAt: row.lastAskedAt.toISOString(),
  }));
}
