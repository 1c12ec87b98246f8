import { inspectToken, type TokenInspection } from '../bots/inspect-token';
import { invalidField } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { getDraftRow, openDraftSecrets } from './draft-row';

/** The live pre-flight of the token a draft holds. */
export async function inspectDraft(ctx: ServiceContext, draftId: string): Promise<TokenInspection> {
  const { token } = await openDraftSecrets(ctx, await getDraftRow(ctx, draftId));
  if (token === undefined || token === null) throw invalidField('token', 'is not in this draft yet');
  return await inspectToken(ctx, { token });
}
