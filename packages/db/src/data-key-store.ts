import type { DataKeyStore, StoredDataKey } from '@dovecote/vault/data-key-store';
import { and, asc, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Db } from './client';
import { dataKeys } from './schema/data-keys';

const destroyed = { state: 'destroyed' as const, wrapped: '', destroyedAt: sql`now()` };

const usable = inArray(dataKeys.state, ['active', 'decrypt_only']);

const columns = {
  id: dataKeys.id,
  workspaceId: dataKeys.workspaceId,
  purpose: dataKeys.purpose,
  state: dataKeys.state,
  kekId: dataKeys.kekId,
  wrapped: dataKeys.wrapped,
};

/** Wrapped data keys in Postgres. It takes connections of its own, so a caller must not hold a transaction open. */
export function createDataKeyStore(db: Db): DataKeyStore {
  return {
    async list(workspaceId, purpose) {
      const rows = await db
        .select(columns)
        .from(dataKeys)
        .where(and(eq(dataKeys.workspaceId, workspaceId), eq(dataKeys.purpose, purpose), usable))
        .orderBy(asc(dataKeys.state), asc(dataKeys.createdAt));
      return rows.map(toStored);
    },
    async createActive(key) {
      return await db.transaction(async (tx) => {
        const lock = JSON.stringify(['data_key', key.workspaceId, key.purpose]);
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
        const [existing] = await tx
          .select(columns)
          .from(dataKeys)
          .where(
            and(
              eq(dataKeys.workspaceId, key.workspaceId),
              eq(dataKeys.purpose, key.purpose),
              eq(dataKeys.state, 'active'),
            ),
          );
        if (existing !== undefined) return toStored(existing);
        await tx.insert(dataKeys).values(key);
        return key;
      });
    },
    async listWrappedByOthers(kekId, limit) {
      const rows = await db
        .select(columns)
        .from(dataKeys)
        .where(and(ne(dataKeys.kekId, kekId), usable))
        .orderBy(asc(dataKeys.id))
        .limit(limit);
      return rows.map(toStored);
    },
    async listActiveWrappedByOthers(kekId, purposes, limit) {
      const isOfPurpose = inArray(dataKeys.purpose, [...purposes]);
      const rows = await db
        .select(columns)
        .from(dataKeys)
        .where(and(ne(dataKeys.kekId, kekId), eq(dataKeys.state, 'active'), isOfPurpose))
        .orderBy(asc(dataKeys.id))
        .limit(limit);
      return rows.map(toStored);
    },
    async replaceActive(previous, next) {
      await db.transaction(async (tx) => {
        await tx.insert(dataKeys).values({ ...next, state: 'pending' });
        const retired = await tx
          .update(dataKeys)
          .set({ state: 'decrypt_only', retiredAt: sql`now()` })
          .where(and(eq(dataKeys.id, previous.id), eq(dataKeys.state, 'active')))
          .returning({ id: dataKeys.id });
        const isNext = eq(dataKeys.id, next.id);
        if (retired.length > 0) await tx.update(dataKeys).set({ state: 'active' }).where(isNext);
        else await tx.delete(dataKeys).where(isNext);
      });
    },
    async listRetired(purposes, before) {
      const isRetired = and(eq(dataKeys.state, 'decrypt_only'), lt(dataKeys.retiredAt, before));
      const rows = await db
        .select(columns)
        .from(dataKeys)
        .where(and(isRetired, inArray(dataKeys.purpose, [...purposes])));
      return rows.map(toStored);
    },
    async destroyKey(id) {
      await db.update(dataKeys).set(destroyed).where(eq(dataKeys.id, id));
    },
    async rewrap(id, previous, next) {
      await db
        .update(dataKeys)
        .set(next)
        .where(and(eq(dataKeys.id, id), eq(dataKeys.wrapped, previous)));
    },
    async destroy(workspaceId) {
      await db
        .update(dataKeys)
        .set(destroyed)
        .where(and(eq(dataKeys.workspaceId, workspaceId), ne(dataKeys.state, 'destroyed')));
    },
  };
}

type Row = Omit<StoredDataKey, 'state'> & { state: (typeof dataKeys.$inferSelect)['state'] };

function toStored(row: Row): StoredDataKey {
  return { ...row, state: row.state === 'active' ? 'active' : 'decrypt_only' };
}
