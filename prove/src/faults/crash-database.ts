import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultContext, type Probe, until } from './fault-context';
import { findHeld } from './find-held';

export interface CrashReport {
  crashes: number;
  /** Since the database took connections again. */
  probes: Probe[];
  /** Managers that were awake and ended all the same. */
  ended: number;
}

const afterwardsMs = 4_000;
/** The last crash outlasts every lease. */
const longAwayMs = 12_000;
/** A probe for each of so many bots. */
const probesPerCrash = 24;

/** Kills the database `databaseCrashes` times, spread over `overMs`. */
export async function crashDatabase(context: FaultContext, overMs: number): Promise<CrashReport> {
  const { stage, workload, plan, random, say, note } = context;
  const report: CrashReport = { crashes: 0, probes: [], ended: 0 };
  for (let index = 0; index < plan.databaseCrashes; index += 1) {
    await sleep((overMs / (plan.databaseCrashes + 1)) * random.between(0.8, 1.2));
    context.isDatabaseAway = true;
    // Everybody from the fault before is back, so that this one is measured alone.
    await until(() => stage.managers.every((slot) => slot.child !== null));
    await sleep(2_500);
    const asleep = await botsOfSleepers(context);
    const awake = stage.managers
      .filter((slot) => slot.child !== null && !slot.isAsleep)
      .map((slot) => ({ slot, starts: slot.starts }));
    const crashing = stage.postgres.crash(index === plan.databaseCrashes - 1 ? longAwayMs : 0);
    const reachable = stage.fleet.filter((bot) => bot.transport === 'webhook' && !asleep.has(bot.id));
    const tags = random.shuffled(reachable).slice(0, probesPerCrash);
    const sent = tags.flatMap((bot) => workload.probe(bot.id) ?? []);
    const { downAtMs, backAtMs } = await crashing;
    report.probes.push(...sent.map((tag) => ({ tag, sinceMs: backAtMs })));
    report.crashes += 1;
    note(`database back after ${backAtMs - downAtMs} ms`);
    say(`database crash ${report.crashes}: away for ${backAtMs - downAtMs} ms`);
    await sleep(afterwardsMs);
    report.ended += awake.filter(({ slot, starts }) => slot.child === null || slot.starts !== starts).length;
    context.isDatabaseAway = false;
  }
  return report;
}

/** Theirs is another fault's wait: until the sleeper's lease has run out. */
async function botsOfSleepers({ stage }: FaultContext): Promise<Set<string>> {
  const held = await findHeld(stage.database.db);
  const sleepers = stage.managers.filter((slot) => slot.isAsleep);
  return new Set(sleepers.flatMap((slot) => held.get(slot.child?.port ?? 0) ?? []));
}
