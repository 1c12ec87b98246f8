import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Talk } from '../kit/talk.test-helper';
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
