import { readLines } from '@dovecote/modules/engagement/ledger/read-lines';
import { z } from 'zod';
import { type Page, type PageInput, pageSchema, readNumberCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { isPersonId, openEngagement, personNotFound } from './open-engagement';

export const ledgerLineSchema = z.object({
  id: z.string(),
  /** Below zero for what was spent or taken back. */
  points: z.number(),
  reason: z.string(),
  /** What the reason is about, such as a game or a reward. */
  subject: z.record(z.string(), z.union([z.string(), z.number()])),
  at: z.string(),
});

export type LedgerLineView = z.output<typeof ledgerLineSchema>;

/** Each point of a person and what it was for, newest first; together they are the person's balance. */
export async function listLedgerLines(
  ctx: ServiceContext,
  botId: string,
  personId: string,
  input: PageInput,
): Promise<Page<LedgerLineView>> {
  const { limit, cursor } = parseInput(pageSchema, input);
  const before = readNumberCursor(cursor) ?? undefined;
  const { reader } = await openEngagement(ctx, botId, 'updates.readContent');
  if (!isPersonId(personId)) throw personNotFound();
  const lines = await readLines(reader, `person:${personId}`, { before, limit: limit + 1 });
  const page = toPage(lines, limit, ({ id }) => id);
  return {
    items: page.items.map(({ id, points, reason, subject, at }) => ({
      id: String(id),
      points,
      reason,
      subject,
      at: at.toISOString(),
    })),
    nextCursor: page.nextCursor,
  };
}
