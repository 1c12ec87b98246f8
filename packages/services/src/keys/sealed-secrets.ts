import type { Queryable } from '@dovecote/db/client';
import { type CredentialPurpose, credentialPurposes } from '@dovecote/db/schema/bots';
import type { SealedPlace } from '@dovecote/vault/envelope';
import type { Sealed } from '@dovecote/vault/sealed';
import { sql } from 'drizzle-orm';
import { credentialPlace } from '../bots/bot-credentials';
import { modelKeyPlace } from '../faq/model/model-view';
import { seedPlace } from '../second-factor/authenticator-seed';
import { webhookSecretPlace } from '../webhooks/webhook-secret';

/** A secret that stays: it is sealed anew when keys are rotated. */
export interface StoredSecret {
  /** Its place in the order of its column. */
  key: string;
  place: SealedPlace;
  value: Sealed;
}

interface SecretRow extends Record<string, unknown> {
  key: string;
  owner: string;
  id: string;
  purpose: string;
  value: Sealed;
}

/** Where secrets lie for longer than the journal's days. All but `placeOf` is SQL. */
interface SecretSource {
  table: string;
  value: string;
  /** Unique in the table. */
  key: string;
  owner: string;
  id: string;
  purpose: string;
  placeOf(row: SecretRow): SealedPlace;
}

const webhookSecrets = {
  table: 'webhook_endpoints',
  key: 'id',
  owner: 'workspace_id',
  id: 'id',
  purpose: `''`,
  placeOf: ({ owner, id }: SecretRow) => webhookSecretPlace({ workspaceId: owner, id }),
};

export const secretSources: readonly SecretSource[] = [
  {
    table: 'bot_credentials',
    value: 'value',
    key: `bot_id || '/' || purpose`,
    owner: 'workspace_id',
    id: 'bot_id',
    purpose: 'purpose',
    placeOf: ({ owner, id, purpose }) => credentialPlace({ workspaceId: owner, id }, purpose as CredentialPurpose),
  },
  {
    table: 'authenticators',
    value: 'seed',
    key: 'user_id',
    owner: 'user_id',
    id: 'user_id',
    purpose: `''`,
    placeOf: ({ owner }) => seedPlace(owner),
  },
  {
    table: 'faq_models',
    value: 'api_key',
    key: 'workspace_id',
    owner: 'workspace_id',
    id: 'workspace_id',
    purpose: `''`,
    placeOf: ({ owner }) => modelKeyPlace(owner),
  },
  { ...webhookSecrets, value: 'secret' },
  { ...webhookSecrets, value: 'former_secret' },
];

/** What they are sealed for: the data keys of these are replaced, not only wrapped anew. */
export const secretPurposes: readonly string[] = [
  ...credentialPurposes,
  seedPlace('').purpose,
  modelKeyPlace('').purpose,
  webhookSecretPlace({ workspaceId: '', id: '' }).purpose,
];

/** The next secrets of a source after a key, in the order of their keys. */
export async function listSecrets(
  db: Queryable,
  { table, value, key, owner, id, purpose, placeOf }: SecretSource,
  after: string,
  limit: number,
): Promise<StoredSecret[]> {
  const columns = sql.raw(`${key} as key, ${owner} as owner, ${id} as id, ${purpose} as purpose, ${value} as value`);
  const result = await db.execute<SecretRow>(sql`select ${columns} from ${sql.identifier(table)}
    where ${sql.identifier(value)} is not null and ${sql.raw(key)} > ${after} order by ${sql.raw(key)} limit ${limit}`);
  return result.rows.map((row) => ({ key: row.key, value: row.value, place: placeOf(row) }));
}

/** Puts a new envelope in, unless the secret was changed meanwhile. */
export async function replaceSecret(
  db: Queryable,
  { table, value, key, owner, id }: SecretSource,
  secret: StoredSecret,
  next: Sealed,
): Promise<void> {
  const column = sql.identifier(value);
  await db.execute(sql`update ${sql.identifier(table)} set ${column} = ${next}
    where ${sql.raw(owner)} = ${secret.place.workspaceId} and ${sql.raw(id)} = ${secret.place.row}
      and ${sql.raw(key)} = ${secret.key} and ${column} = ${secret.value}`);
}
