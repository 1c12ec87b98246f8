import { sql } from 'drizzle-orm';
import type { EngagementWorld } from '../engagement-world.test-helper';
import { gameKinds } from './game-kinds';
import { beginGame, gameIdOf, playData, storedGame, winGame } from './play-games.test-helper';
import { seededRandom } from './seeded-random';

export interface ForgedRun {
  pressed: number;
  /** Lines that came to the ledger by it. */
  lines: number;
  /** Games that moved by it. */
  moved: number;
  /** Presses whose button would have gone on spinning. */
  unanswered: number;
}

/** Presses that must not count: of strangers, out of turn, of cells that are none, with changed bytes, once more. */
export async function forgePresses(world: EngagementWorld, count: number, seed: string): Promise<ForgedRun> {
  const random = seededRandom(seed);
  const winner = 7;
  const finished = await winGame(world, await beginGame(world, 'target', { personId: winner }), { personId: winner });
  const open: { id: string; personId: number }[] = [];
  for (const [at, kind] of gameKinds.entries()) {
    open.push({ id: gameIdOf(await beginGame(world, kind, { personId: at + 1 })), personId: at + 1 });
  }
  const before = await countLines(world);
  let unanswered = 0;
  for (let press = 0; press < count; press += 1) {
    const { id = '', personId = 0 } = open[random(open.length)] ?? {};
    const real = playData(id, 0, String(random(9)));
    const forgeries: [data: string, personId: number][] = [
      [real, 100 + random(50)],
      [playData(id, 1 + random(30), String(random(25))), personId],
      [playData(id, 0, String(36 + random(900))), personId],
      [`${real.slice(0, -1)}${real.endsWith('A') ? 'B' : 'A'}`, personId],
      [real.replace('.0.', '.1.'), personId],
      [finished.pressed[random(finished.pressed.length)] ?? '', winner],
      [playData(finished.id, random(9), String(random(9))), personId],
    ];
    const [data, by] = forgeries[random(forgeries.length)] ?? ['', 0];
    const said = await world.pressData(data, { personId: by });
    if (said.calls[0]?.method !== 'answerCallbackQuery') unanswered += 1;
  }
  const games = await Promise.all(open.map(({ id }) => storedGame(world, id)));
  return {
    pressed: count,
    lines: (await countLines(world)) - before,
    moved: games.filter(({ step, status }) => step !== 0 || status !== 'open').length,
    unanswered,
  };
}

async function countLines(world: EngagementWorld): Promise<number> {
  const result = await world.database.owner.execute<{ found: string }>(
    sql`select count(*) as found from engagement_entries`,
  );
  return Number(result.rows[0]?.found);
}
