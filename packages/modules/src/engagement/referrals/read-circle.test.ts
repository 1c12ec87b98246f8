import { proveWorkspace } from '@dovecote/db/tenancy';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createTalkDatabase } from '../../kit/talk-database.test-helper';
import { readCircle } from './read-circle';
import { readReferral } from './read-referrals';

test('of those who brought thousands the referee looks at the newest, and at the first acts of each', async () => {
  const database = await createTalkDatabase();
  try {
    // The hub brought 3,000; the one who is judged came last and brought 3,000 more, of whom each brought one.
    await database.owner.execute(sql`
      insert into engagement_referrals (workspace_id, bot_id, id, invited_id, inviter_id, state, at)
      select 'ws_1', 'bot_1', r.id, r.invited, r.inviter, 'waiting', '2026-03-01'::timestamptz + r.n * interval '1 second'
      from generate_series(1, 3000) n, lateral (values
        (n, 'a' || n, (10000 + n)::text, '1'), (n, 'b' || n, (20000 + n)::text, '13000'),
        (n, 'c' || n, (30000 + n)::text, (20000 + n)::text)) as r(n, id, invited, inviter)`);
    await database.owner.execute(sql`
      insert into engagement_traces (workspace_id, bot_id, person_id, day, seconds)
      select 'ws_1', 'bot_1', person, '2026-03-02'::date + day, array(select generate_series(1000, 1049))
      from generate_series(0, 9) day, unnest(array['1', '12999', '13000']) person`);
    const reader = { db: database.db, workspaceId: proveWorkspace('ws_1'), botId: 'bot_1' };
    const referral = await readReferral(reader, 'a3000');
    if (!referral) throw new Error('It was planted.');
    const circle = await readCircle(reader, referral);
    expect([circle.siblings.length, circle.kin.length, circle.line.length]).toEqual([199, 200, 400]);
    expect([circle.invited.actsMs.length, circle.inviter.actsMs.length]).toEqual([500, 500]);
    expect(circle.siblings[0]?.actsMs).toHaveLength(200);
  } finally {
    await database.close();
  }
});
