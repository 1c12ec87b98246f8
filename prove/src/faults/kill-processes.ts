import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultContext, isCalm, type Probe, until, untilCalm } from './fault-context';
import { findHeld } from './find-held';

export interface KillReport {
  managers: number;
  doors: number;
  probes: Probe[];
}

const probesPerKill = 12;
/** Enough must be awake to take over. */
const awakeMin = 2;

/** Kills managers that hold bots, and the door, one at a time; each comes back by itself. */
export async function killProcesses(context: FaultContext): Promise<KillReport> {
  const { plan, random } = context;
  const report: KillReport = { managers: 0, doors: 0, probes: [] };
  const victims = random.shuffled([
    ...Array.from({ length: plan.managerKills }, () => 'manager' as const),
    ...Array.from({ length: plan.doorKills }, () => 'door' as const),
  ]);
  for (const victim of victims) {
    await sleep(plan.secondsBetweenKills * random.between(700, 1_300));
    if (victim === 'door') await killDoor(context, report);
    else await killManager(context, report);
  }
  return report;
}

async function killDoor({ stage, note }: FaultContext, report: KillReport): Promise<void> {
  await until(() => stage.door.child !== null);
  stage.door.child?.signal('SIGKILL');
  note('SIGKILL door');
  report.doors += 1;
}

/** Only a kill that hits a process with bots counts; until one can be made, it waits. */
async function killManager(context: FaultContext, report: KillReport): Promise<void> {
  const { stage, workload, random } = context;
  for (;;) {
    await untilCalm(context);
    const awake = stage.managers.filter((slot) => slot.child !== null && !slot.isAsleep);
    const held = await findHeld(stage.database.db).catch(() => new Map<number, string[]>());
    const loaded = awake.filter((slot) => (held.get(slot.child?.port ?? 0) ?? []).length > 0);
    const victim = random.pick(loaded);
    const child = victim?.child;
    const isStillCalm = isCalm(context) && victim?.child === child && !victim?.isAsleep;
    if (child && isStillCalm && awake.length >= awakeMin) {
      child.signal('SIGKILL');
      context.lastBlowAtMs = performance.now();
      const sinceMs = Date.now();
      context.note(`SIGKILL ${victim.name}`);
      const botIds = random.shuffled(held.get(child.port) ?? []).slice(0, probesPerKill);
      for (const botId of botIds) {
        const tag = workload.probe(botId);
        if (tag !== null) report.probes.push({ tag, sinceMs });
      }
      report.managers += 1;
      return;
    }
    await sleep(100);
  }
}
