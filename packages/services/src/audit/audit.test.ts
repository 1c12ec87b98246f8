import { auditEvents } from '@dovecote/db/schema/audit-events';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import { systemContext } from '../service-context';
import { appendAuditEvent } from './append-audit-event';
import { canonicalJson } from './canonical-json';
import { checkChains, verifyAuditLog } from './verify-audit-log';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

async function append(workspaceId: string | null, after: Record<string, unknown> = {}) {
  const ctx = systemContext(kit.services, 'req_audit');
  await kit.database.db.transaction(async (tx) => {
    await appendAuditEvent(tx, ctx, { workspaceId, action: 'bot.tested', targetType: 'bot', targetId: 'bot_x', after });
  });
}

test('writers that come at once make one chain without gaps', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => append('ws_busy', { index, nested: { b: 1.5, a: [null, 'é'] } })),
  );
  const rows = await kit.database.db.select().from(auditEvents).where(eq(auditEvents.chain, 'ws_busy'));
  expect(rows.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(await checkChains(kit.services)).toMatchObject({ ok: true });
});

test('a token that slipped into an event is cut out', async () => {
  const token = '7123456789:AAExampleLettersAndDigits_0123456789-x';
  await append('ws_leak', { note: `It was ${token}` });
  const [row] = await kit.database.db.select().from(auditEvents).where(eq(auditEvents.chain, 'ws_leak'));
  expect(JSON.stringify(row)).not.toContain('AAExample');
});

test('the database refuses changes, and a forced one is found by name', async () => {
  await append('ws_edit', { index: 1 });
  await append('ws_edit', { index: 2 });
  const [row] = await kit.database.db.select().from(auditEvents).where(eq(auditEvents.chain, 'ws_edit'));
  const edit = sql`update audit_events set after = '{"index":9}' where id = ${row?.id}`;
  await expect(kit.database.db.execute(edit)).rejects.toThrow();
  await kit.database.db.execute(sql`alter table audit_events disable trigger user`);
  await kit.database.db.execute(edit);
  expect(await checkChains(kit.services)).toMatchObject({ ok: false, firstBad: { id: row?.id, problem: 'changed' } });
  await kit.database.db.execute(sql`delete from audit_events where id = ${row?.id}`);
  expect(await checkChains(kit.services)).toMatchObject({ ok: false, firstBad: { seq: 2, problem: 'missing' } });
  await kit.database.db.execute(sql`delete from audit_events where chain = 'ws_edit'`);
  await kit.database.db.execute(sql`alter table audit_events enable trigger user`);
  expect(await checkChains(kit.services)).toMatchObject({ ok: true });
});

test('only platform admins verify', async () => {
  await expect(verifyAuditLog(await kit.signUp('plain'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await verifyAuditLog(await kit.admin())).ok).toBe(true);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }));
});
