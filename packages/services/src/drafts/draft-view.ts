import type { botDrafts } from '@dovecote/db/schema/bot-drafts';
import type { SealedPlace } from '@dovecote/vault/envelope';
import { z } from 'zod';
import { telegramApiFields, tokenSchema } from '../bots/bot-schemas';

/** What a draft seals; null takes a value back. */
export const draftSecretsSchema = z.strictObject({
  token: tokenSchema.nullable().optional(),
  telegramApiId: telegramApiFields.telegramApiId.nullable(),
  telegramApiHash: telegramApiFields.telegramApiHash.nullable(),
  telegramPhone: telegramApiFields.telegramPhone.nullable(),
  sessionString: telegramApiFields.sessionString.nullable(),
});

export type DraftSecrets = z.output<typeof draftSecretsSchema>;

export const saveDraftSchema = z.strictObject({
  step: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .optional(),
  /** What the wizard remembers; never a secret. It replaces what was there. */
  data: z.record(z.string().max(64), z.unknown()).optional(),
  secrets: draftSecretsSchema.optional(),
});

export interface DraftView {
  id: string;
  step: string;
  data: Record<string, unknown>;
  /** Which secrets are on record; they are never answered. */
  has: Record<keyof DraftSecrets, boolean>;
  /** Known once the wizard made the bot. */
  botId: string | null;
  createdAt: string;
  updatedAt: string;
}

export function describeDraft(row: typeof botDrafts.$inferSelect, secrets: DraftSecrets): DraftView {
  const isKept = (name: keyof DraftSecrets) => secrets[name] !== undefined && secrets[name] !== null;
  return {
    id: row.id,
    step: row.step,
    data: row.data,
    has: {
      token: isKept('token'),
      telegramApiId: isKept('telegramApiId'),
      telegramApiHash: isKept('telegramApiHash'),
      telegramPhone: isKept('telegramPhone'),
      sessionString: isKept('sessionString'),
    },
    botId: row.botId,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function draftPlace(draft: { workspaceId: string; id: string }): SealedPlace {
  return { workspaceId: draft.workspaceId, purpose: 'bot_draft', row: draft.id, column: 'secrets' };
}
