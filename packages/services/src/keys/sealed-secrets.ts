import type { Queryable } from '@dovecote/db/client';
import { botCredentials, credentialPurposes } from '@dovecote/db/schema/bots';
import { authenticators } from '@dovecote/db/schema/second-factors';
import type { SealedPlace } from '@dovecote/vault/envelope';
import type { Sealed } from '@dovecote/vault/sealed';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { credentialPlace } from '../bots/bot-credentials';
import { seedPlace, seedPurpose } from '../second-factor/authenticator-seed';

/** A secret that stays: it is sealed anew when keys are rotated. */
export interface StoredSecret {
  place: SealedPlace;
  value: Sealed;
  /** Puts the new envelope in, unless the secret was changed meanwhile. */
  replace(db: Queryable, next: Sealed): Promise<void>;
}

export interface SecretColumn {
  purposes: readonly string[];
  /** The secrets after a cursor, in an order of their own, with the cursor of the last. */
  list(db: Queryable, after: string, limit: number): Promise<{ secrets: StoredSecret[]; cursor: string }>;
}

const botSecrets: SecretColumn = {
  purposes: credentialPurposes,
  async list(db, after, limit) {
    const [botId = '', purpose = ''] = after.split(' ');
    const rows = await db
      .select()
      .from(botCredentials)
      .where(sql`(${botCredentials.botId}, ${botCredentials.purpose}) > (${botId}, ${purpose})`)
      .orderBy(asc(botCredentials.botId), asc(botCredentials.purpose))
      .limit(limit);
    const last = rows.at(-1);
    return {
      cursor: last === undefined ? after : `${last.botId} ${last.purpose}`,
      secrets: rows.map((row) => ({
        place: credentialPlace({ workspaceId: row.workspaceId, id: row.botId }, row.purpose),
        value: row.value,
        replace: async (tx, next) => {
          const isSame = and(
            eq(botCredentials.workspaceId, row.workspaceId),
            eq(botCredentials.botId, row.botId),
            eq(botCredentials.purpose, row.purpose),
            eq(botCredentials.value, row.value),
          );
          await tx.update(botCredentials).set({ value: next }).where(isSame);
        },
      })),
    };
  },
};

const authenticatorSeeds: SecretColumn = {
  purposes: [seedPurpose],
  async list(db, after, limit) {
    const rows = await db
      .select()
      .from(authenticators)
      .where(gt(authenticators.userId, after))
      .orderBy(asc(authenticators.userId))
      .limit(limit);
    return {
      cursor: rows.at(-1)?.userId ?? after,
      secrets: rows.map(({ userId, seed }) => ({
        place: seedPlace(userId),
        value: seed,
        replace: async (tx, next) => {
          const isSame = and(eq(authenticators.userId, userId), eq(authenticators.seed, seed));
          await tx.update(authenticators).set({ seed: next }).where(isSame);
        },
      })),
    };
  },
};

/** Every column that holds secrets for longer than the journal's days. */
export const secretColumns: readonly SecretColumn[] = [botSecrets, authenticatorSeeds];
