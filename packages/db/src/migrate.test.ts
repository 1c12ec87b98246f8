import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';

test('the audit log refuses update, delete and truncate', async () => {
  const { db, close } = await createTestDatabase();
  try {
    await db.execute(sql`insert into audit_events (id, chain, seq, actor_kind, action, target_type, target_id, at, previous_hash, hash)
      values ('aud_1', 'platform', 1, 'system', 'test.made', 'test', 'x', now(), '', 'h')`);
    for (const attack of [
      sql`update audit_events set action = 'x'`,
      sql`delete from audit_events`,
      sql`truncate audit_events`,
    ]) {
      await expect(db.execute(attack)).rejects.toMatchObject({ cause: { message: 'audit_events is append-only' } });
    }
  } finally {
    await close();
  }
});
