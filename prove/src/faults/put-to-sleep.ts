import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultContext, isCalm, untilCalm } from './fault-context';
import { findHeld } from './find-held';

const leaseMs = 10_000;

/** Stops managers that hold bots for longer than their lease and wakes them again; how many woke up. */
export async function putToSleep(context: FaultContext): Promise<number> {
  const { stage, plan, random } = context;
  let woken = 0;
  for (let index = 0; index < plan.sleeps; index += 1) {
    await sleep(random.between(300, 1_500));
    await untilCalm(context);
    const held = await findHeld(stage.database.db).catch(() => new Map<number, string[]>());
    const loaded = stage.managers.filter(
      (slot) => !slot.isAsleep && (held.get(slot.child?.port ?? 0) ?? []).length > 0,
    );
    const slot = random.pick(loaded);
    const child = slot?.child;
    if (!slot || !child || !isCalm(context)) {
      index -= 1;
      continue;
    }
    slot.isAsleep = true;
    child.signal('SIGSTOP');
    context.lastBlowAtMs = performance.now();
    context.note(`SIGSTOP ${slot.name}`);
    await sleep(leaseMs + random.between(500, 2_000));
    // It sleeps through a crash of the database too.
    child.signal('SIGCONT');
    context.note(`SIGCONT ${slot.name}`);
    woken += 1;
    // It is to give up by itself; asleep it is until it has.
    await Promise.race([child.ended, sleep(5_000)]);
    if (slot.child === child) slot.isAsleep = false;
  }
  return woken;
}
