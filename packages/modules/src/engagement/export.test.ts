import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { messageUpdate, type Talk, textsOf } from '../kit/talk.test-helper';
import { engagementModule } from './engagement-handlers';
import { EngagementWorld } from './engagement-world.test-helper';
import { beginGame, winGame } from './games/play-games.test-helper';

let world: EngagementWorld;
beforeEach(async () => {
  world = await EngagementWorld.create();
});
afterEach(async () => await world.database.close());

type Tables = Record<string, Record<string, unknown>[]>;

function exportOf(said: Talk): Record<string, Tables> {
  const document = said.calls[0]?.payload.document as { text: string } | undefined;
  return (JSON.parse(document?.text ?? '') as { modules: Record<string, Tables> }).modules;
}

/** Rows about a person in every table that names people, whatever wrote them. */
async function plant(): Promise<void> {
  for (const statement of [
    sql`insert into engagement_referrals (workspace_id, bot_id, id, invited_id, inviter_id, state, at)
      values ('ws_1', 'bot_1', 'r1', '77001', '1001', 'paid', now())`,
    sql`insert into engagement_choices (workspace_id, bot_id, person_id, guardian_id)
      values ('ws_1', 'bot_1', '1001', '77002'), ('ws_1', 'bot_1', '77003', '1001')`,
    sql`insert into engagement_votes (workspace_id, bot_id, poll_id, person_id, option_ids, at)
      values ('ws_1', 'bot_1', 'p1', '1001', '[0]', now())`,
    sql`insert into engagement_ranks (workspace_id, bot_id, board, period, hour, holder, rank, points)
      values ('ws_1', 'bot_1', 'people', 'ever', now(), 'person:1001', 1, 5)`,
    sql`insert into engagement_tags (workspace_id, bot_id, chat_id, person_id, tag, at)
      values ('ws_1', 'bot_1', '-1', '1001', 'Level 2', now())`,
  ])
    await world.database.owner.execute(statement);
}

it('/mydata holds every kind of row about the person, opened, and says of nobody else who they are', async () => {
  await world.say('/checkin');
  await winGame(world, await beginGame(world, 'target'));
  await world.say('/poll Tea?\nyes\nno');
  await world.say('/checkin', { personId: 77004 });
  await plant();
  const said = await world.say('/mydata');
  const { engagement = {} } = exportOf(said);
  expect(Object.keys(engagement).sort()).toEqual(Object.keys(engagementModule.exports).sort());
  expect(engagement.engagement_people?.[0]).toMatchObject({ name: 'Ada', streak: 1 });
  expect(engagement.engagement_polls?.[0]).toMatchObject({ content: { question: 'Tea?', options: ['yes', 'no'] } });
  const text = JSON.stringify(engagement);
  for (const other of ['77001', '77002', '77003', '77004']) expect(text).not.toContain(other);
  expect(text).not.toContain('seed');
});

it('/mydata after /deleteme holds nothing: what is copied is what is erased', async () => {
  await world.say('/checkin');
  await plant();
  await world.press(await world.say('/deleteme'), 'Delete it');
  expect(exportOf(await world.say('/mydata')).engagement).toEqual({});
});

it('/mydata is sent to its person alone', async () => {
  const said = await world.say('/mydata', { chat: 'supergroup' });
  expect(said.calls.map(({ method }) => method)).toEqual(['sendMessage']);
});

it('/mydata comes in the topic of the private chat where it was asked for', async () => {
  const asked = { text: '/mydata', is_topic_message: true as const, message_thread_id: 9 };
  const said = await world.deliver(messageUpdate(asked, { updateId: world.nextId() }));
  expect(said.calls).toMatchObject([{ method: 'sendDocument', payload: { message_thread_id: 9 } }]);
});

it('/mydata comes once an hour', async () => {
  expect(await world.say('/mydata')).toMatchObject({ calls: [{ method: 'sendDocument' }] });
  world.pass(59 * 60_000);
  const sooner = await world.say('/mydata');
  expect(sooner.calls.map(({ method }) => method)).toEqual(['sendMessage']);
  expect(textsOf(sooner)[0]).toContain('in 1 min');
  expect(await world.say('/mydata', { personId: 1002 })).toMatchObject({ calls: [{ method: 'sendDocument' }] });
  world.pass(60_000);
  expect(await world.say('/mydata')).toMatchObject({ calls: [{ method: 'sendDocument' }] });
});

it('/mydata has a bound: the newest rows are there, and the file says how many are not', async () => {
  await world.say('/checkin');
  await world.database.owner.execute(sql`
    insert into engagement_votes (workspace_id, bot_id, poll_id, person_id, option_ids, at)
    select 'ws_1', 'bot_1', 'p' || n, '1001', to_jsonb(array(select generate_series(0, 99))), '2026-01-01'::timestamptz + n * interval '1 minute'
    from generate_series(1, 12000) n`);
  const { payload = {} } = (await world.say('/mydata')).calls[0] ?? {};
  const { text } = payload.document as { text: string };
  expect(Buffer.byteLength(text)).toBeLessThan(1_100_000);
  const { modules, leftOut } = JSON.parse(text) as { modules: Record<string, Tables>; leftOut: unknown };
  const votes = modules.engagement?.engagement_votes ?? [];
  expect(votes.slice(0, 2).map(({ poll_id }) => poll_id)).toEqual(['p12000', 'p11999']);
  expect(leftOut).toEqual({ engagement: { engagement_votes: 12_000 - votes.length } });
  expect(modules.engagement?.engagement_people).toHaveLength(1);
});

it('what was kept before the module was switched off is copied and erased all the same', async () => {
  await world.say('/checkin');
  await plant();
  world.off = ['engagement'];
  expect(exportOf(await world.say('/mydata')).engagement?.engagement_people?.[0]).toMatchObject({ name: 'Ada' });
  await world.press(await world.say('/deleteme'), 'Delete it');
  world.off = [];
  expect(exportOf(await world.say('/mydata')).engagement).toEqual({});
});
