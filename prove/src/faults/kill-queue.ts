import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@dovecote/db/new-id';
import { workIntents } from '@dovecote/db/schema/schedules';
import type { FaultContext } from './fault-context';

export interface QueueReport {
  kills: number;
  intents: string[];
}

/** Kills the queue's backend with all it holds, right after work was asked for. */
export async function killQueue(context: FaultContext, overMs: number): Promise<QueueReport> {
  const { stage, plan, random } = context;
  const report: QueueReport = { kills: 0, intents: [] };
  for (let index = 0; index < plan.queueKills; index += 1) {
    await sleep((overMs / (plan.queueKills + 1)) * random.between(0.8, 1.2));
    while (context.isDatabaseAway) await sleep(100);
    report.intents.push(...(await insertIntents(context)));
    await sleep(random.between(0, 1_200));
    await stage.redis?.kill();
    if (stage.redis) report.kills += 1;
  }
  return report;
}

async function insertIntents({ stage }: FaultContext): Promise<string[]> {
  const now = new Date();
  const rows = Array.from({ length: 20 }, () => ({
    id: newId('intent'),
    // A schedule that is gone: work that ends as soon as it is begun.
    kind: 'schedule.run',
    subjectId: 'sch_gone',
    runAt: now,
    createdAt: now,
  }));
  await stage.database.db.insert(workIntents).values(rows);
  return rows.map((row) => row.id);
}
