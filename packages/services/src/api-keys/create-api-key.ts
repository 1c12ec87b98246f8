import { randomBytes } from 'node:crypto';
import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { apiKeys } from '@dovecote/db/schema/api-keys';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { hashOpaqueToken } from '../people/opaque-token';
import { authoriseActor, authoriseMember } from '../policies/authorise';
import { isAtLeast } from '../policies/member-policy';
import { requireStepUp } from '../policies/require-step-up';
import type { ServiceContext, UserActor } from '../service-context';
import { assertPlanRoom } from '../workspaces/assert-plan-room';
import { createApiKeySchema } from './api-key-schemas';
import { type ApiKeyView, describeApiKey } from './api-key-view';

const prefixLength = 12;
const dayMs = 86_400_000;

/**
 * Makes a key for the actor's workspace. The answer is the only place where the key itself ever stands.
 * @throws AppError `STEP_UP_REQUIRED`, `FORBIDDEN` for a role above the actor's or a scope their own key lacks, `PLAN_LIMIT`.
 */
export async function createApiKey(
  ctx: ServiceContext,
  input: z.input<typeof createApiKeySchema>,
): Promise<ApiKeyView & { key: string }> {
  const workspace = authoriseMember(ctx, 'keys.manage');
  requireStepUp(ctx);
  const actor = authoriseActor(ctx);
  const { name, scopes, role = workspace.role, expiresInDays } = parseInput(createApiKeySchema, input);
  if (!isAtLeast(workspace.role, role)) {
    throw new AppError('FORBIDDEN', 'A key cannot have a role above yours.', { fields: { role: 'is above yours' } });
  }
  const beyond = actor.apiKey === undefined ? [] : scopes.filter((scope) => !actor.apiKey?.scopes.includes(scope));
  if (beyond.length > 0) {
    throw new AppError('FORBIDDEN', 'A key cannot make one that may do more.', {
      fields: { scopes: 'are beyond its own' },
    });
  }
  const key = `dvk_${randomBytes(32).toString('base64url')}`;
  const now = ctx.clock();
  return await ctx.db.transaction(async (tx) => {
    await assertPlanRoom(tx, workspace.id, 'apiKeys', now);
    const [row] = await tx
      .insert(apiKeys)
      .values({
        workspaceId: workspace.id,
        id: newId('apiKey'),
        name,
        prefix: key.slice(0, prefixLength),
        tokenHash: hashOpaqueToken(key),
        scopes,
        role,
        createdBy: actor.userId,
        createdAt: now,
        expiresAt: await findExpiry(tx, actor, expiresInDays === undefined ? null : addDays(now, expiresInDays)),
      })
      .returning();
    if (row === undefined) throw new Error('The insert returned no row.');
    await appendAuditEvent(tx, ctx, {
      workspaceId: workspace.id,
      action: 'api_key.created',
      targetType: 'api_key',
      targetId: row.id,
      after: { name, scopes, role, expiresAt: row.expiresAt },
    });
    return { ...describeApiKey(row), key };
  });
}

/** A key made by a key lives no longer than that one. */
async function findExpiry(tx: Tx, { apiKey }: UserActor, wanted: Date | null): Promise<Date | null> {
  if (apiKey === undefined) return wanted;
  const isParent = and(eq(apiKeys.workspaceId, apiKey.workspaceId), eq(apiKeys.id, apiKey.id));
  const [parent] = await tx.select({ expiresAt: apiKeys.expiresAt }).from(apiKeys).where(isParent);
  const bound = parent?.expiresAt ?? null;
  if (bound === null || (wanted !== null && wanted < bound)) return wanted;
  return bound;
}

function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * dayMs);
}
