import type { ServiceContext } from '../service-context';
import { getDraftRow, openDraftSecrets } from './draft-row';
import { type DraftView, describeDraft } from './draft-view';

/** One draft, with which secrets it holds but none of them. */
export async function getDraft(ctx: ServiceContext, draftId: string): Promise<DraftView> {
  const row = await getDraftRow(ctx, draftId);
  return describeDraft(row, await openDraftSecrets(ctx, row));
}
