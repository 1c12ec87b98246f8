import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
import { LaneReader } from './lane-reader';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

let bench: RuntimeBench;
let bot: BotRecord;

beforeAll(async () => {
  bench = await createRuntimeBench();
  bot = await bench.createBot();
});
afterAll(() => bench.close());

const placeOf = (lane: string, epoch = 1) => ({ bot, epoch, lane: `chat:${lane}` });

/** As the flush would, but told to nobody. */
async function setLanguage(externalId: string, language: string): Promise<void> {
  await bench.db.execute(sql`
    insert into contacts (workspace_id, bot_id, channel, external_id, kind, chosen_language, first_seen_at, last_seen_at)
    values (${bot.workspaceId}, ${bot.id}, 'telegram', ${externalId}, 'private', ${language}, now(), now())
    on conflict (workspace_id, bot_id, channel, external_id) do update set chosen_language = excluded.chosen_language`);
}

const setDialogue = (lane: string, step: number) =>
  bench.db.execute(sql`
    insert into dialogues (workspace_id, bot_id, lane, module_id, state)
    values (${bot.workspaceId}, ${bot.id}, ${lane}, 'core', ${JSON.stringify({ step })}::jsonb)
    on conflict (workspace_id, bot_id, lane) do update set state = excluded.state`);

test('a contact is read once while its bot is held, and anew after a write or a hand-over', async () => {
  const reader = new LaneReader(bench.db);
  const languageAt = async (epoch: number) => (await reader.read(placeOf('1', epoch), '1')).contact?.chosenLanguage;
  await setLanguage('1', 'de');
  expect(await languageAt(1)).toBe('de');
  await setLanguage('1', 'fr');
  expect(await languageAt(1)).toBe('de');
  expect(await languageAt(2)).toBe('fr');
  reader.forget(placeOf('1'), ['1']);
  expect(await languageAt(1)).toBe('fr');
});

test('what is written while a read is under way is not hidden by what that read found', async () => {
  const reader = new LaneReader(bench.db);
  const before = reader.read(placeOf('2'), '2');
  reader.forget(placeOf('2'), ['2']);
  await before;
  await setLanguage('2', 'de');
  expect((await reader.read(placeOf('2'), '2')).contact?.chosenLanguage).toBe('de');
});

test('a dialogue is read for each update, and one lane’s is not taken for another’s', async () => {
  const reader = new LaneReader(bench.db);
  await setDialogue('chat:3', 1);
  expect((await reader.read(placeOf('3'), '3')).dialogue?.state).toEqual({ step: 1 });
  await setDialogue('chat:3', 2);
  expect((await reader.read(placeOf('3'), '3')).dialogue?.state).toEqual({ step: 2 });
  await setDialogue('user:4', 1);
  expect((await reader.read(placeOf('4'), '4')).dialogue).toBeNull();
  expect((await reader.read({ ...placeOf('4'), lane: 'user:4' }, '4')).dialogue?.state).toEqual({ step: 1 });
});
