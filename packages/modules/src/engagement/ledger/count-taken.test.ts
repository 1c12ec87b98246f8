import { proveWorkspace } from '@dovecote/db/tenancy';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTalkDatabase, type TalkDatabase } from '../../kit/talk-database.test-helper';
import { countTaken } from './count-taken';

const sold: Readonly<Record<string, number>> = { mug: 12, mug1: 3, cap: 1_000, pin: 1, bag: 7 };
let database: TalkDatabase;

beforeAll(async () => {
  database = await createTalkDatabase();
  await database.owner.execute(sql`
    insert into engagement_entries
      (workspace_id, bot_id, key, debit, credit, amount, reason, is_scored, day, slot, at)
    select 'ws_1', 'bot_1', 'reward:' || id || '#' || n, 'person:1', 'house:reward', 1, 'reward', false, '2026-03-02',
      id || '#' || n, now()
    from jsonb_each_text(${JSON.stringify(sold)}::jsonb) as s(id, pieces), generate_series(1, pieces::int) n`);
});
afterAll(() => database.close());

it('finds how many were taken of each limited reward, to the last piece', async () => {
  const reader = { db: database.db, workspaceId: proveWorkspace('ws_1'), botId: 'bot_1' };
  const stocks = { mug: 40, mug1: 3, cap: 1_000_000, pin: 2, bag: 5, hat: 10, key: 0 };
  const rewards = Object.entries(stocks).map(([id, stock]) => ({ id, stock }));
  const taken = await countTaken(reader, [...rewards, { id: 'note' }]);
  expect(Object.fromEntries(taken)).toEqual({ mug: 12, mug1: 3, cap: 1_000, pin: 1, bag: 5, hat: 0, key: 0 });
  expect(await countTaken({ ...reader, botId: 'bot_2' }, [{ id: 'mug', stock: 40 }])).toEqual(new Map([['mug', 0]]));
});
