import type { faqModels } from '@dovecote/db/schema/faq';
import { secretPurposeOf } from '@dovecote/modules/kit/secret-purpose-of';
import { z } from 'zod';

export const modelViewSchema = z.object({ url: z.string(), model: z.string(), updatedAt: z.string() });

export type ModelView = z.output<typeof modelViewSchema>;

/** Without its key, which stands in no answer. */
export function describeModel({ url, model, updatedAt }: typeof faqModels.$inferSelect): ModelView {
  return { url, model, updatedAt: updatedAt.toISOString() };
}

/** Where the key is sealed; the bot's module opens it there. */
export function modelKeyPlace(workspaceId: string) {
  return { workspaceId, purpose: secretPurposeOf('faq'), row: workspaceId, column: 'api_key' };
}
