import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPoll } from '@dovecote/services/engagement/create-poll';
import { saveModule } from '@dovecote/services/modules/save-module';
import { sql } from 'drizzle-orm';
import { until } from '../faults/fault-context';
import { findHeld } from '../faults/find-held';
import type { FleetBot } from '../fleet';
import { atLeast, none, type TableRow } from '../print-table';
import { Random } from '../random';
import type { RunOptions } from '../read-options';
import { bundleProcesses } from '../rig/bundle';
import { Slot } from '../rig/slot';
import { type Stage, setStage } from '../stage';
import {
  type CrashedLedgerFaults,
  checkCrashedLedger,
  digestLedger,
  noCrashedFaults,
  wrongRows,
} from './check-crashed-ledger';
import { LedgerCrowd } from './ledger-crowd';
import { openOwner } from './open-owner';

const bots = 6;
const peoplePerBot = 40;
const pollsPerBot = 12;
const atOnce = 48;
const pieces = { mug: 30, pin: 400 };
/** The owner's process is killed once for so many managers. */
const managersToAnOwner = 4;
const drainWithinMs = 120_000;

/** Points moved by the product's own processes, which are killed at any moment. */
export async function proveCrashedLedger(
  { plan, seed }: Pick<RunOptions, 'plan' | 'seed'>,
  say: (line: string) => void,
): Promise<TableRow[]> {
  const random = new Random(seed);
  const stage = await setStage({ ...plan, managers: 3, webhookBots: bots, pollingBots: 0 });
  const { owner: ownerFile } = await bundleProcesses(['owner']);
  const crowd = new LedgerCrowd({
    judge: stage.judge,
    doorUrl: () => stage.doorUrl,
    random: new Random(random.below(2 ** 32)),
    atOnce,
    duplicates: plan.duplicates,
    rewards: (bot) => rewardsOf(stage, bot).map(({ id }) => id),
  });
  const owner = await Slot.start('owner', () => ({
    file: ownerFile,
    args: [stage.postgres.url, stage.encryptionKeys],
    logFile: path.join(stage.logDir, 'owner.log'),
  }));
  try {
    await openShop(stage, crowd);
    say(`ledger: ${crowd.people.length} people of ${bots} bots; the kills begin`);
    const kills = { managers: 0, owners: 0 };
    let isKilled = false;
    const killing = killAtRandom(stage, owner, plan, random, kills).finally(() => {
      isKilled = true;
    });
    const watching = setInterval(() => void readSpendings(stage, crowd), 500);
    const progress = setInterval(() => say(`ledger: ${crowd.done} operations, ${kills.managers} kills`), 15_000);
    await crowd.run(() => isKilled && crowd.done >= plan.crashedOperations);
    await killing;
    clearInterval(watching);
    clearInterval(progress);
    await owner.end('SIGKILL');
    return await judge(stage, crowd, { ...kills, ownerStarts: owner.starts }, plan, say);
  } finally {
    await crowd.close();
    await owner.end('SIGKILL');
    await stage.close(false);
    rmSync(stage.logDir, { recursive: true, force: true });
  }
}

async function judge(
  stage: Stage,
  crowd: LedgerCrowd,
  kills: { managers: number; owners: number; ownerStarts: number },
  plan: RunOptions['plan'],
  say: (line: string) => void,
): Promise<TableRow[]> {
  const { db } = stage.database;
  const stocks = Object.fromEntries(
    stage.fleet.flatMap((bot) => rewardsOf(stage, bot).map(({ id, stock }) => [id, stock])),
  );
  const asked = { stocks, votes: crowd.votes };
  await untilHandled(stage);
  const counted = await db.execute<{ lines: string; owners: string }>(sql`
    select count(*) as lines, count(*) filter (where reason = 'adjustment') as owners from engagement_entries`);
  const { lines, owners } = counted.rows[0] ?? {};
  const faults = await checkCrashedLedger(db, asked);
  const before = await digestLedger(db);
  const again = await crowd.redeliver();
  const { waiting, dead } = await untilHandled(stage);
  const isMoved = (await digestLedger(db)) !== before;
  say(`ledger: ${JSON.stringify({ ...kills, lines, owners, again, ...faults })}`);
  const unseen = await plantWrongRows(stage, asked);
  return [
    atLeast('ledger operations through processes that were killed', crowd.done, plan.crashedOperations),
    atLeast('SIGKILLs of managers that held bots', kills.managers, plan.ledgerKills),
    atLeast('SIGKILLs of the owner’s process', kills.owners, Math.floor(plan.ledgerKills / managersToAnOwner)),
    none('ends of the owner’s process that nobody asked for', kills.ownerStarts - 1 - kills.owners),
    atLeast('lines that brought', Number(lines), 1),
    atLeast('lines of the owner’s', Number(owners), 1),
    none('what balances and the house’s accounts hold together', faults.sum),
    none('balances that are not their lines, after kills', faults.balances),
    none('board scores that are not their lines, after kills', faults.scores),
    none('pieces sold twice or beyond the stock, after kills', faults.stock),
    none('things paid twice, after kills', faults.doubles),
    none('votes not paid as they stand', faults.votes),
    none('balances spent below zero, after kills', faults.owing),
    none('the owner’s lines without their audit event', faults.unaudited),
    atLeast('updates delivered twice', crowd.duplicates + again, Math.floor(plan.crashedOperations / 20)),
    none('updates left waiting or given up', waiting + dead),
    none('ledgers that a late redelivery changed', isMoved ? 1 : 0),
    none('wrong rows planted and not found', unseen.length),
  ];
}

/** Under load an update is acknowledged when it is journalled; waits until all are handled, or in vain. */
async function untilHandled({ database }: Stage): Promise<{ waiting: number; dead: number }> {
  const givesUpAt = performance.now() + drainWithinMs;
  for (;;) {
    const found = await database.db.execute<{ waiting: string; dead: string }>(sql`
      select count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'dead_lettered') as dead from updates`);
    const [row] = found.rows;
    const [waiting, dead] = [Number(row?.waiting), Number(row?.dead)];
    if (waiting === 0 || performance.now() > givesUpAt) return { waiting, dead };
    await sleep(300);
  }
}

/** Each check must see the row that was made wrong for it; answers those that did not. */
async function plantWrongRows({ database }: Stage, asked: Parameters<typeof checkCrashedLedger>[1]): Promise<string[]> {
  const unseen: string[] = [];
  const undo = new Error('undo');
  const checks = Object.keys(noCrashedFaults) as (keyof CrashedLedgerFaults)[];
  for (const check of checks) {
    await database.db
      .transaction(async (tx) => {
        for (const wrong of wrongRows[check]) await tx.execute(wrong);
        if ((await checkCrashedLedger(tx, asked))[check] === 0) unseen.push(check);
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
  }
  return unseen;
}

/** Managers that hold bots, one after another at random moments, and now and then the owner's process. */
async function killAtRandom(
  stage: Stage,
  owner: Slot,
  plan: RunOptions['plan'],
  random: Random,
  kills: { managers: number; owners: number },
): Promise<void> {
  while (kills.managers < plan.ledgerKills) {
    await sleep(plan.secondsBetweenLedgerKills * random.between(600, 1_400));
    const held = await findHeld(stage.database.db);
    const loaded = stage.managers.filter(({ child }) => (held.get(child?.port ?? 0) ?? []).length > 0);
    const victim = random.pick(loaded)?.child;
    if (!victim?.isRunning()) continue;
    victim.signal('SIGKILL');
    kills.managers += 1;
    if (kills.managers % managersToAnOwner !== 0) continue;
    await until(() => owner.child !== null);
    owner.child?.signal('SIGKILL');
    kills.owners += 1;
  }
}

/** Settings, people and polls, all by the product's own ways. */
async function openShop(stage: Stage, crowd: LedgerCrowd): Promise<void> {
  const owner = openOwner(stage.postgres.url, stage.encryptionKeys);
  try {
    for (const bot of stage.fleet) {
      const settings = { rewards: rewardsOf(stage, bot), pollPoints: 3, abuseLimit: 0 };
      await saveModule(await owner.of(bot.workspaceId), bot.id, 'engagement', { enabled: true, settings });
    }
    await crowd.meet(stage.fleet, peoplePerBot);
    for (const bot of stage.fleet) {
      const first = crowd.people.find((one) => one.bot === bot);
      for (let index = 0; index < pollsPerBot; index += 1) {
        await createPoll(await owner.of(bot.workspaceId), bot.id, {
          chatId: String(first?.personId),
          question: `Which one, ${index}?`,
          options: ['this', 'that'],
        });
      }
    }
  } finally {
    await owner.close();
  }
  await until(async () => {
    const sent = await stage.database.db.execute<{ bot_id: string; id: string; poll_id: string }>(sql`
      select bot_id, substr(ref, 6) as id, poll_id from sent_messages where poll_id is not null and ref like 'poll:%'`);
    for (const { id } of stage.fleet) {
      const polls = sent.rows.filter((row) => row.bot_id === id);
      crowd.polls.set(
        id,
        polls.map((row) => ({ id: row.id, telegramPollId: row.poll_id })),
      );
    }
    return sent.rows.length === bots * pollsPerBot;
  }, 200);
}

function rewardsOf({ fleet }: Stage, bot: FleetBot) {
  const at = fleet.indexOf(bot);
  return [
    { id: `mug${at}`, title: 'A mug', cost: 12, stock: pieces.mug },
    { id: `pin${at}`, title: 'A pin', cost: 4, stock: pieces.pin },
  ];
}

async function readSpendings({ database }: Stage, crowd: LedgerCrowd): Promise<void> {
  const found = await database.db.execute<{ person: string; times: string }>(sql`
    select split_part(turn, ':', 2) as person, max(split_part(turn, ':', 3)::int) as times
    from engagement_entries where turn like 'spending:%' group by 1`);
  for (const { person, times } of found.rows) crowd.spendings.set(person, Number(times));
}
