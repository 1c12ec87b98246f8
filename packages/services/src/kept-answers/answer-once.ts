import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { keptAnswers } from '@dovecote/db/schema/kept-answers';
import { AppError } from '@dovecote/errors/app-error';
import type { SealedPlace } from '@dovecote/vault/envelope';
import { and, eq, lt } from 'drizzle-orm';
import { authoriseActor } from '../policies/authorise';
import type { ServiceContext } from '../service-context';

export interface KeptAnswer {
  status: number;
  body: string | null;
}

const keptMs = 24 * 3_600_000;
const waitMsMax = 30_000;
const lookAgainMs = 50;

type Row = typeof keptAnswers.$inferSelect;

/**
 * Runs `work` once for an actor and key, in whichever process; a repeat within a day gets the first answer, also while
 * the first still runs, unless `assertMay` refuses the actor by now. Question and answer are sealed: they may hold
 * newborn secrets. A failure is not kept.
 * @throws AppError `CONFLICT` when the key comes back with another request, or the first one never ended.
 */
export async function answerOnce(
  ctx: ServiceContext,
  key: string,
  request: string,
  { work, assertMay }: { work: () => Promise<KeptAnswer>; assertMay: () => Promise<void> },
): Promise<KeptAnswer> {
  const { userId, apiKey } = authoriseActor(ctx);
  const place = { actorId: apiKey?.id ?? userId, keyHash: digest(key) };
  const vaultId = ctx.workspace?.id ?? userId;
  const now = ctx.clock();
  const isIt = and(eq(keptAnswers.actorId, place.actorId), eq(keptAnswers.keyHash, place.keyHash));
  await ctx.db.delete(keptAnswers).where(and(isIt, lt(keptAnswers.expiresAt, now)));
  const [claimed] = await ctx.db
    .insert(keptAnswers)
    .values({
      ...place,
      userId,
      vaultId,
      request: await ctx.vault.seal(digest(request), placeOf({ ...place, vaultId }, 'request')),
      createdAt: now,
      expiresAt: new Date(now.getTime() + keptMs),
    })
    .onConflictDoNothing()
    .returning({ actorId: keptAnswers.actorId });
  if (claimed === undefined) {
    await assertMay();
    return (await repeat(ctx, place, request)) ?? (await answerOnce(ctx, key, request, { work, assertMay }));
  }
  try {
    const answer = await work();
    const body =
      answer.body === null ? null : await ctx.vault.seal(answer.body, placeOf({ ...place, vaultId }, 'body'));
    await ctx.db.update(keptAnswers).set({ status: answer.status, body }).where(isIt);
    return answer;
  } catch (error) {
    await ctx.db.delete(keptAnswers).where(isIt);
    throw error;
  }
}

/** The kept answer; while the first call runs, it is waited for. Null if that failed. */
async function repeat(
  ctx: ServiceContext,
  { actorId, keyHash }: { actorId: string; keyHash: string },
  request: string,
): Promise<KeptAnswer | null> {
  const isIt = and(eq(keptAnswers.actorId, actorId), eq(keptAnswers.keyHash, keyHash));
  for (let waitedMs = 0; waitedMs < waitMsMax; waitedMs += lookAgainMs) {
    const [row] = await ctx.db.select().from(keptAnswers).where(isIt);
    if (row === undefined) return null;
    await assertSameRequest(ctx, row, request);
    if (row.status !== null) {
      const body = row.body === null ? null : await ctx.vault.open(row.body, placeOf(row, 'body'));
      return { status: row.status, body: body?.use((text) => text) ?? null };
    }
    await sleep(lookAgainMs);
  }
  const words =
    'The first call with this Idempotency-Key has not ended. Look what came of it before you use another key.';
  throw new AppError('CONFLICT', words);
}

async function assertSameRequest(ctx: ServiceContext, row: Row, request: string): Promise<void> {
  const first = await ctx.vault.open(row.request, placeOf(row, 'request'));
  if (first.use((hash) => hash) === digest(request)) return;
  throw new AppError('CONFLICT', 'This Idempotency-Key was used with another request.');
}

function placeOf(row: Pick<Row, 'actorId' | 'keyHash' | 'vaultId'>, column: 'request' | 'body'): SealedPlace {
  return { workspaceId: row.vaultId, purpose: 'kept_answer', row: `${row.actorId}/${row.keyHash}`, column };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
