import { contacts } from '@dovecote/db/schema/contacts';
import { faqBots, faqDays } from '@dovecote/db/schema/faq';
import { isItsGroup } from '@dovecote/modules/faq/knowledge/read-desk';
import { and, type Column, eq, gte, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { BotRow } from '../../bots/describe-bots';
import { readBot } from '../../bots/get-bot-row';
import type { ServiceContext } from '../../service-context';

const daysShown = 7;

export const faqDeskSchema = z.object({
  documents: z.object({ passages: z.number(), sizeBytes: z.number(), version: z.number() }),
  /** Where questions go that nobody could answer. */
  group: z
    .object({
      title: z.string(),
      hasTopic: z.boolean(),
      connectedAt: z.string(),
      /** False once the bot is no longer there: nothing is sent to it. */
      isReached: z.boolean(),
    })
    .nullable(),
  /** Until when a code is good that nobody has typed yet. */
  codeExpiresAt: z.string().nullable(),
  /** Of the last seven days; `hitRate` is null while nothing was asked. */
  answers: z.object({
    cacheHits: z.number(),
    cacheMisses: z.number(),
    hitRate: z.number().nullable(),
    answered: z.number(),
    refused: z.number(),
    failed: z.number(),
  }),
  tokensToday: z.number(),
});

export type FaqDesk = z.output<typeof faqDeskSchema>;

/** What the FAQ of a bot has beside its settings, and how its language model fares. */
export async function getFaqDesk(asking: ServiceContext, botId: string): Promise<FaqDesk> {
  const { bot, ctx } = await readBot(asking, botId);
  const [found] = await ctx.db
    .select({ desk: faqBots, isBlocked: contacts.isBlocked })
    .from(faqBots)
    .leftJoin(contacts, isItsGroup)
    .where(isBot(bot));
  const row = found?.desk;
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'faq');
  const now = ctx.clock();
  const title = row?.groupTitle ?? null;
  const isCodeOpen = row?.codeHash != null && row.codeExpiresAt !== null && row.codeExpiresAt > now;
  return {
    documents: {
      passages: row?.passages ?? 0,
      sizeBytes: row?.sizeBytes ?? 0,
      version: row?.knowledgeVersion ?? 0,
    },
    group:
      row?.groupChatId == null
        ? null
        : {
            title: title === null ? '' : sealer.open(title, groupTitlePlace(bot)).use((text) => text),
            hasTopic: row.groupThreadId !== null,
            connectedAt: (row.groupConnectedAt ?? now).toISOString(),
            isReached: found?.isBlocked !== true,
          },
    codeExpiresAt: isCodeOpen ? (row.codeExpiresAt?.toISOString() ?? null) : null,
    ...(await countAnswers(ctx, bot, now)),
  };
}

/** The row of one bot's FAQ. */
export function isBot(bot: BotRow) {
  return and(eq(faqBots.workspaceId, bot.workspaceId), eq(faqBots.botId, bot.id));
}

function groupTitlePlace(bot: BotRow) {
  return { workspaceId: bot.workspaceId, purpose: 'faq', row: bot.id, column: 'group_title' };
}

async function countAnswers(
  ctx: ServiceContext,
  bot: BotRow,
  now: Date,
): Promise<Pick<FaqDesk, 'answers' | 'tokensToday'>> {
  const since = new Date(now.getTime() - (daysShown - 1) * 86_400_000).toISOString().slice(0, 10);
  const sumOf = (column: Column) => sql<number>`coalesce(sum(${column}), 0)::int`;
  const [sums] = await ctx.db
    .select({
      cacheHits: sumOf(faqDays.cacheHits),
      cacheMisses: sumOf(faqDays.cacheMisses),
      answered: sumOf(faqDays.answered),
      refused: sumOf(faqDays.refused),
      failed: sumOf(faqDays.failed),
    })
    .from(faqDays)
    .where(and(eq(faqDays.workspaceId, bot.workspaceId), eq(faqDays.botId, bot.id), gte(faqDays.day, since)));
  const answers = sums ?? { cacheHits: 0, cacheMisses: 0, answered: 0, refused: 0, failed: 0 };
  const asked = answers.cacheHits + answers.cacheMisses;
  const today = now.toISOString().slice(0, 10);
  const used = await ctx.db.execute<{ tokens: number }>(sql`
    select tokens::float8 from faq_spending
    where workspace_id = ${bot.workspaceId} and bot_id = ${bot.id} and day = ${today} and external_id = ''`);
  return {
    answers: { ...answers, hitRate: asked === 0 ? null : answers.cacheHits / asked },
    tokensToday: used.rows[0]?.tokens ?? 0,
  };
}
