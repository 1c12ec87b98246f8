import { auditEvents } from '@dovecote/db/schema/audit-events';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditEvents } from '../admin/list-audit-events';
import { createTestServices, type TestServices, userIdOf, workspaceIdOf } from '../create-test-services.test-helper';
import { deleteMe } from '../people/delete-me';
import { systemContext } from '../service-context';
import { appendAuditEvent } from './append-audit-event';
import { canonicalJson } from './canonical-json';
import { tamperAndCheck, tampers } from './tamper-audit.test-helper';
import { checkChains, verifyAuditLog } from './verify-audit-log';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const system = () => systemContext(kit.services, 'req_audit');

async function append(workspaceId: string | null, after: Record<string, unknown> = {}) {
  const ctx = system();
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
  expect(await checkChains(system())).toMatchObject({ ok: true });
});

test('a token that slipped into an event is cut out', async () => {
  const token = '7123456789:AAExampleLettersAndDigits_0123456789-x';
  await append('ws_leak', { note: `It was ${token}` });
  const [row] = await kit.database.db.select().from(auditEvents).where(eq(auditEvents.chain, 'ws_leak'));
  expect(JSON.stringify(row)).not.toContain('AAExample');
});

test('the database refuses to change or delete an event, and to set a head back', async () => {
  await append('ws_edit');
  for (const attack of [
    sql`update audit_events set after = '{"index":9}' where chain = 'ws_edit'`,
    sql`delete from audit_events where chain = 'ws_edit'`,
    sql`update audit_heads set seq = 0 where chain = 'ws_edit'`,
    sql`delete from audit_heads where chain = 'ws_edit'`,
  ]) {
    await expect(kit.database.db.execute(attack)).rejects.toThrow();
    await expect(kit.services.databases.platform.execute(attack)).rejects.toThrow();
  }
});

test.each(tampers)('whoever %s with the whole database in hand is found where they did it', async (_name, tamper) => {
  const ctx = await kit.signUp('watched');
  const chain = workspaceIdOf(ctx);
  for (let index = 0; index < 5; index += 1) {
    await kit.database.db.transaction(async (tx) => {
      const input = { action: 'bot.tested', targetType: 'bot', targetId: `bot_${index}` } as const;
      await appendAuditEvent(tx, index === 0 ? ctx : system(), { workspaceId: chain, ...input });
    });
  }
  for (const random of [0, 0.5, 0.99]) {
    const { verdict, expected } = await tamperAndCheck(
      kit.database.db,
      kit.services.vault,
      chain,
      tamper,
      () => random,
    );
    expect(verdict).toMatchObject({ ok: false, firstBad: { chain: expected.chain, seq: expected.seq } });
  }
});

test('acts that follow a forged end of the log do not make it sound again', async () => {
  const chain = workspaceIdOf(await kit.signUp('forged'));
  for (let index = 0; index < 4; index += 1) await append(chain);
  await kit.database.pool.query(`begin; set local session_replication_role = replica;
    delete from audit_events where chain = '${chain}' and seq > 2;
    update audit_heads set seq = 2, hash = (select hash from audit_events where chain = '${chain}' and seq = 2)
      where chain = '${chain}'; commit`);
  await append(chain);
  const verdict = await checkChains(system());
  expect(verdict).toMatchObject({ ok: false, firstBad: { chain, problem: 'head_forged' } });
  await kit.database.pool.query(`begin; set local session_replication_role = replica;
    delete from audit_events where chain = '${chain}'; delete from audit_heads where chain = '${chain}'; commit`);
});

test('where somebody acted from is readable until they are erased, and the chain stays valid after', async () => {
  const admin = await kit.admin();
  const ctx = await kit.signUp('leaving');
  const userId = userIdOf(ctx);
  const read = async () => (await listAuditEvents(admin, { actorId: userId })).items.map(({ ip }) => ip);
  expect(new Set(await read())).toEqual(new Set(['203.0.113.7']));
  await deleteMe(ctx);
  expect(new Set(await read())).toEqual(new Set([null]));
  expect(await verifyAuditLog(admin)).toMatchObject({ ok: true });
});

test('only platform admins verify', async () => {
  await expect(verifyAuditLog(await kit.signUp('plain'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await verifyAuditLog(await kit.admin())).ok).toBe(true);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }));
});
