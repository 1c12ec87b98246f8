import { botDrafts } from '@dovecote/db/schema/bot-drafts';
import { AppError } from '@dovecote/errors/app-error';
import { scrub } from '@dovecote/observability/scrub';
import type { Sealed } from '@dovecote/vault/sealed';
import { and, eq } from 'drizzle-orm';
import { isId } from '../is-id';
import { invalidField } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { type DraftSecrets, draftPlace, draftSecretsSchema } from './draft-view';

export type DraftRow = typeof botDrafts.$inferSelect;

const dataBytesMax = 64 * 1024;

/** @throws AppError `NOT_FOUND` alike for an absent draft and another tenant's. */
export async function getDraftRow(ctx: ServiceContext, draftId: string): Promise<DraftRow> {
  const { id: workspaceId } = authoriseMember(ctx, 'bots.create');
  const [row] = isId(draftId)
    ? await ctx.db
        .select()
        .from(botDrafts)
        .where(and(eq(botDrafts.workspaceId, workspaceId), eq(botDrafts.id, draftId)))
    : [];
  if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such draft.');
  return row;
}

export async function openDraftSecrets(ctx: Pick<ServiceContext, 'vault'>, row: DraftRow): Promise<DraftSecrets> {
  if (row.secrets === null) return {};
  const secret = await ctx.vault.open(row.secrets, draftPlace(row));
  return secret.use((text) => draftSecretsSchema.parse(JSON.parse(text)));
}

export async function sealDraftSecrets(
  ctx: Pick<ServiceContext, 'vault'>,
  draft: { workspaceId: string; id: string },
  secrets: DraftSecrets,
): Promise<Sealed | null> {
  const kept = Object.entries(secrets).filter(([, value]) => value !== undefined && value !== null);
  if (kept.length === 0) return null;
  return await ctx.vault.seal(JSON.stringify(Object.fromEntries(kept)), draftPlace(draft));
}

/** A wizard's notes without anything shaped like a secret; a token pasted elsewhere does not land in clear text. */
export function cleanDraftData(data: Record<string, unknown>): Record<string, unknown> {
  const text = scrub(JSON.stringify(data));
  if (text.length > dataBytesMax) throw invalidField('data', 'is too large');
  return JSON.parse(text);
}
