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
  /** `waiting`: a person has it and has not answered since; `answered`: a person did, the bot does not know it yet. */
  state: 'open' | 'waiting' | 'answered';
  /** What the person wrote. */
  answer: string | null;
}

const questionsMax = 200;

/** Where the module's `store` seals a question. */
export function questionPlace(
  bot: { workspaceId: string; id: string },
  questionHash: string,
  column: 'question' | 'answer' = 'question',
): SealedPlace {
  return { workspaceId: bot.workspaceId, purpose: 'faq', row: `${bot.id}/${questionHash}`, column };
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
    state: stateOf(row),
    answer:
      row.answer === null
        ? null
        : sealer.open(row.answer, questionPlace(bot, row.questionHash, 'answer')).use((text) => text),
  }));
}

function stateOf({ handedAt, answeredAt }: typeof faqUnanswered.$inferSelect): UnansweredQuestion['state'] {
  if (handedAt !== null && (answeredAt === null || answeredAt < handedAt)) return 'waiting';
  return answeredAt === null ? 'open' : 'answered';
}
