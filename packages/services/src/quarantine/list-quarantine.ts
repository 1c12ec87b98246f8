import { quarantine, quarantineReasons } from '@dovecote/db/schema/quarantine';
import { cutText } from '@dovecote/modules/kit/cut-text';
import type { Sealed } from '@dovecote/vault/sealed';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { BotRow } from '../bots/describe-bots';
import { readBot } from '../bots/get-bot-row';
import { mayReadContent } from '../bots/may-read-content';
import { type Page, type PageInput, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';

/** A body that came with the right secret and was no update. */
export const quarantinedViewSchema = z.object({
  id: z.number(),
  reason: z.enum(quarantineReasons),
  sizeBytes: z.number(),
  receivedAt: z.string(),
  /** Its beginning; null without the right to read content, or when it does not open. */
  preview: z.string().nullable(),
  isContentHidden: z.boolean(),
});

export type QuarantinedView = z.output<typeof quarantinedViewSchema>;

const previewMax = 300;

/** What was put aside for a bot because it was no update, newest first. */
export async function listQuarantine(
  asking: ServiceContext,
  botId: string,
  input: PageInput = {},
): Promise<Page<QuarantinedView>> {
  const { bot, ctx } = await readBot(asking, botId);
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readNumberCursor(cursor);
  const rows = await ctx.db
    .select()
    .from(quarantine)
    .where(
      and(
        eq(quarantine.workspaceId, bot.workspaceId),
        eq(quarantine.botId, bot.id),
        before === null ? undefined : lt(quarantine.id, before),
      ),
    )
    .orderBy(desc(quarantine.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.id);
  const isContentHidden = !mayReadContent(ctx, bot);
  const items = await Promise.all(
    page.items.map(async (row) => ({
      id: row.id,
      reason: row.reason,
      sizeBytes: row.sizeBytes,
      receivedAt: row.receivedAt.toISOString(),
      preview: isContentHidden ? null : await openPreview(ctx, bot, row.body),
      isContentHidden,
    })),
  );
  return { items, nextCursor: page.nextCursor };
}

async function openPreview(ctx: ServiceContext, bot: BotRow, body: Sealed): Promise<string | null> {
  const place = { workspaceId: bot.workspaceId, purpose: 'update_body', row: `${bot.id}/quarantine`, column: 'body' };
  try {
    return (await ctx.vault.open(body, place)).use((text) => cutText(text, previewMax));
  } catch (err) {
    ctx.logger.warn({ err, botId: bot.id }, 'a quarantined body could not be opened');
    return null;
  }
}
