import { appendFileSync, rmSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { checkRun, type Findings, probeTimes } from './check-run';
import { crashDatabase } from './faults/crash-database';
import { disturbJudge } from './faults/disturb-judge';
import type { FaultContext, Probe } from './faults/fault-context';
import { killProcesses } from './faults/kill-processes';
import { killQueue } from './faults/kill-queue';
import { putToSleep } from './faults/put-to-sleep';
import { JudgeRecord } from './judge-record';
import { atLeast, none, type TableRow } from './print-table';
import { Random } from './random';
import type { RunOptions } from './read-options';
import { type Stage, setStage } from './stage';
import { within } from './within';
import { Workload } from './workload';

const takeoverMsMax = 2_000;
const servingMsMax = 3_000;
const drainWithinMs = 90_000;

type Say = (line: string) => void;

/** Kills and disturbs a small fleet under load, and lets the judge count what came out. */
export async function proveRuntime(options: RunOptions, say: Say): Promise<TableRow[]> {
  const stage = await setStage(options.plan);
  say(`${options.plan.managers} managers, ${stage.fleet.length} bots; logs in ${stage.logDir}`);
  const rows = await prove(options, stage, say).catch(async (error: unknown) => {
    await stage.close(true);
    throw error;
  });
  if (rows.every((row) => row.isHeld) && !options.isKept) rmSync(stage.logDir, { recursive: true, force: true });
  else say(`logs: ${stage.logDir}`);
  return rows;
}

async function prove({ name, plan, seed, isKept }: RunOptions, stage: Stage, say: Say): Promise<TableRow[]> {
  const random = new Random(seed);
  const workload = new Workload({
    judge: stage.judge,
    doorUrl: () => stage.doorUrl,
    random: new Random(random.below(2 ** 32)),
    updatesPerSecond: plan.updatesPerSecond,
    duplicates: plan.duplicates,
  });
  await workload.openChats(stage.fleet, plan.chatsPerBot);
  const record = new JudgeRecord(
    stage.judge,
    stage.fleet.map((bot) => bot.telegramId),
  );
  record.start();
  await untilAllAnswered(workload, record, drainWithinMs);
  say(`${workload.accepted} chats are open; the faults begin`);

  const faults: FaultContext = {
    stage,
    workload,
    plan,
    random: new Random(random.below(2 ** 32)),
    isDatabaseAway: false,
    lastBlowAtMs: Number.NEGATIVE_INFINITY,
    say,
    note: (line) => appendFileSync(`${stage.logDir}/faults.log`, `${new Date().toISOString()} ${line}\n`),
  };
  const overMs = (plan.managerKills + plan.doorKills) * plan.secondsBetweenKills * 1_000;
  const restarts = setInterval(() => workload.restartIds(), overMs / 4);
  const progress = setInterval(() => say(`${workload.accepted} updates accepted`), 15_000);
  const lag = monitorEventLoopDelay();
  lag.enable();
  const running = Promise.all([
    killProcesses(faults),
    putToSleep(faults),
    crashDatabase(faults, overMs),
    killQueue(faults, overMs),
    disturbJudge(faults, overMs),
  ]);
  let areFaultsOver = false;
  void running.finally(() => {
    areFaultsOver = true;
  });
  await workload.run(() => areFaultsOver && workload.accepted >= plan.updates);
  const [kills, woken, crashes, queue, disturbed] = await running;
  clearInterval(restarts);
  clearInterval(progress);
  lag.disable();
  say('the faults are over; waiting for the last answers');
  await untilAllAnswered(workload, record, drainWithinMs);
  const intentsOpen = await untilIntentsDone(stage, queue.intents);
  await sleep(1_500);
  await record.gather();
  record.stop();
  const findings = await checkRun(stage.database.db, workload.allChats(), record);
  const takeover = probeTimes(kills.probes, record);
  const serving = probeTimes(crashes.probes, record);
  await workload.close();
  const codes = await stage.close(isKept);
  say(
    `details: ${JSON.stringify({ ...samples(findings), slowProbes: slowest([...kills.probes, ...crashes.probes], record) })}`,
  );
  return [
    atLeast('updates accepted', findings.accepted, plan.updates),
    atLeast('duplicates delivered', workload.duplicates, Math.floor(plan.updates * plan.duplicates * 0.5)),
    atLeast('restarts at lower update ids', workload.restarts, 1),
    atLeast(
      'SIGKILLs of managers with bots, and of the door',
      kills.managers + kills.doors,
      plan.managerKills + plan.doorKills,
    ),
    atLeast('crashes of the database, the last past the lease', crashes.crashes, plan.databaseCrashes),
    none('managers that ended in a crash of the database', crashes.ended),
    atLeast('kills of the queue', queue.kills, stage.redis ? plan.queueKills : 0),
    atLeast('SIGSTOPs past the lease', woken, plan.sleeps),
    atLeast('faults of the Bot API', disturbed, plan.disturbances),
    none('calls the record missed', record.missed),
    none('lost: accepted, never answered', findings.lost.length),
    none('accepted, without its effect', findings.withoutEffect),
    none('doubled effects', findings.doubledEffects),
    none('order breaks within a chat', findings.orderBreaks.length),
    none('stale-epoch writes accepted', findings.staleWrites),
    none('updates still waiting', findings.waiting),
    none('dead letters', findings.deadLettered),
    none('doubled answers not listed as ambiguous', findings.unlistedDoubles.length),
    { what: 'doubled answers', found: String(findings.doubledAnswers), must: 'each listed', isHeld: true },
    { what: 'answers listed as ambiguous', found: String(findings.ambiguous), must: 'reported', isHeld: true },
    none('work that the queue lost for good', intentsOpen),
    within(`takeover, p99 of ${takeover.length}`, takeover, { maxMs: takeoverMsMax, run: name, blows: kills.managers }),
    within(`database back to serving, p99 of ${serving.length}`, serving, {
      maxMs: servingMsMax,
      run: name,
      blows: crashes.crashes,
    }),
    {
      what: 'delay of the rig’s own timers, p99',
      found: `${(lag.percentile(99) / 1e6).toFixed(0)} ms`,
      must: 'reported',
      isHeld: true,
    },
    { what: 'managers’ exit codes', found: codes.join(' '), must: 'all 0', isHeld: codes.every((code) => code === 0) },
  ];
}

/** Waits until every accepted message has its answer, or in vain. */
async function untilAllAnswered(workload: Workload, record: JudgeRecord, withinMs: number): Promise<void> {
  const givesUpAt = performance.now() + withinMs;
  const isOpen = () =>
    workload.allChats().some((chat) => chat.accepted.some((tag) => record.firstAtMs(tag) === undefined));
  while (performance.now() < givesUpAt) {
    await record.gather();
    if (!isOpen()) return;
    await sleep(500);
  }
}

async function untilIntentsDone({ database }: Stage, intents: readonly string[]): Promise<number> {
  const givesUpAt = performance.now() + drainWithinMs;
  for (;;) {
    const result = await database.db.execute<{ open: string }>(sql`
      select count(*) as open from work_intents where done_at is null
        and id in (select jsonb_array_elements_text(${JSON.stringify(intents)}::jsonb))`);
    const open = Number(result.rows[0]?.open);
    if (open === 0 || performance.now() > givesUpAt) return open;
    await sleep(500);
  }
}

function samples(findings: Findings): object {
  return Object.fromEntries(
    Object.entries(findings).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, 10) : value]),
  );
}

function slowest(probes: readonly Probe[], record: JudgeRecord): string[] {
  const times = probeTimes(probes, record);
  const named = probes.map(({ tag, sinceMs }, index) => ({ tag, sinceMs, ms: times[index] ?? 0 }));
  const late = named.filter((one) => one.ms > takeoverMsMax).sort((a, b) => b.ms - a.ms);
  return late.slice(0, 10).map((one) => `${one.tag} ${new Date(one.sinceMs).toISOString()} ${one.ms}`);
}
