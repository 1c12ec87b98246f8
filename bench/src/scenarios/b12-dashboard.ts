import { publicUrl } from '../dovecote/insert-fleet';
import { type Account, insertPast, insertVisitors } from '../dovecote/insert-visitors';
import { buildWeb, startWeb, type WebBuild } from '../dovecote/start-web';
import { bundleEntry } from '../rig/bundle-entry';
import { cpus } from '../rig/pin-process';
import { quantile } from '../rig/quantile';
import type { Rig } from '../rig/rig';
import { type RunningProcess, startProcess } from '../rig/start-process';
import type { Claim, Measurement, Metrics, Scenario } from '../scenario';
import { admit, measureVisits } from '../systems/measure-dashboard';
import { loadProblems, measureWebhooks, readAnswers, untilAnswered } from '../systems/measure-webhooks';
import { type DurableSystem, prepareDovecote } from '../systems/prepare-durable';

const bots = 200;
/** Virtual users, one measurement after the other. */
const crowds = [100, 200];
/** A page is about three requests, so that a person makes one each 1 to 3 s as a program does. */
const pace = { callEveryMs: [1_000, 3_000], pageEveryMs: [3_000, 9_000] } as const;
/** 160 pages at least: of fewer, the twentieth part is a handful that happened to be late. */
const secondsMin = 20;
const warmUpMs = 5_000;
/** The bots were busy for a day before. */
const pastMinutes = 24 * 60;
/** Beside it: B3, at this share of what it carries on this machine. */
const load = { connections: 128, duplicatesEvery: 20, chats: 997 };
const loadShare = 0.3;
/** How long it is driven as fast as it goes, to know what it carries. */
const fullSeconds = 5;
/** The load is ended when the visits are over; this only bounds it. */
const loadMsMax = 600_000;

export const b12Dashboard: Scenario = {
  id: 'B12',
  title: `dashboard and API: REST and pages at ${crowds.join(' then ')} virtual users beside ${loadShare * 100} % of B3`,
  async prepare(rig, { secondsPerRound }) {
    const build = await buildWeb();
    let accounts: Account[] = [];
    let encryptionKeys = '';
    const dovecote = await prepareDovecote(rig, 'dashboard', {
      bots,
      fill: async (url, _fleet, keys) => {
        encryptionKeys = keys;
        accounts = await insertVisitors(url, Math.max(...crowds));
        await insertPast(url, pastMinutes);
      },
    });
    const seconds = Math.max(secondsMin, 2 * secondsPerRound);
    const prepared = { dovecote, build, accounts, encryptionKeys, seconds };
    return {
      systems: [{ id: 'dovecote', measure: () => measure(rig, prepared) }],
      steady: null,
      claims: crowds.flatMap(claimsOf),
    };
  },
};

function claimsOf(count: number): Claim[] {
  const latency = { unit: 'ms', must: { atMost: 200 }, aim: { atMost: 50 } } as const;
  return [
    { ...latency, title: `REST p95, ${count} users`, value: (of) => of('dovecote', `rest${count}P95Ms`) },
    { ...latency, title: `page with its data p95, ${count} users`, value: (of) => of('dovecote', `page${count}P95Ms`) },
    {
      title: `errors, ${count} users`,
      unit: '%',
      must: { atMost: 0.1 },
      aim: { atMost: 0 },
      value: (of) => of('dovecote', `errorPercent${count}`),
    },
  ];
}

interface Prepared {
  dovecote: DurableSystem;
  build: WebBuild;
  accounts: readonly Account[];
  encryptionKeys: string;
  seconds: number;
}

async function measure(rig: Rig, prepared: Prepared): Promise<Measurement> {
  const { dovecote, build, encryptionKeys } = prepared;
  const { process: manager, databaseUrl } = await dovecote.start();
  const started = [manager];
  try {
    const shared = { build, databaseUrl, encryptionKeys, managerPort: manager.port };
    const web = await startWeb({ ...shared, apiRoot: rig.apiRoot, nodeArgs: rig.nodeArgs });
    started.push(web);
    const gate = await startProcess({
      file: await bundleEntry({ entry: 'src/rig/processes/visitors.ts' }),
      cpu: cpus.rest,
    });
    started.push(gate);
    const { doors } = dovecote;
    const full = await measureWebhooks(rig, manager, { ...load, doors, seconds: fullSeconds });
    const ratePerSecond = loadShare * (full.metrics.updatesPerSecond ?? 0);
    const firstIndex = full.distinct;
    const spec = { ...load, doors, port: manager.port, ratePerSecond, firstIndex, durationMs: loadMsMax };
    const loading = rig.load(spec);
    const visits = await visit({ web, gate }, prepared).finally(() => rig.stopLoad());
    const beside = await loading;
    await untilAnswered(rig, [beside]);
    const answers = await readAnswers(rig, beside, firstIndex);
    return {
      metrics: {
        ...visits.metrics,
        besidePerSecond: ratePerSecond,
        besideAnswerP99Ms: quantile(answers.latenciesMs, 0.99),
      },
      problems: [
        ...full.problems,
        ...visits.problems,
        ...loadProblems(beside),
        ...answers.problems,
        ...(await dovecote.count(databaseUrl, firstIndex + beside.dueAtMs.length)),
      ],
    };
  } finally {
    for (const one of started.reverse()) await one.stop();
  }
}

/** One crowd after another. */
async function visit(
  { web, gate }: { web: RunningProcess; gate: RunningProcess },
  { accounts, seconds }: Prepared,
): Promise<Measurement> {
  const visitors = await admit(accounts);
  const spec = { port: web.port, host: new URL(publicUrl).host, ...pace };
  await measureVisits(gate, web, { ...spec, visitors, durationMs: warmUpMs });
  const metrics: Metrics = {};
  const problems: string[] = [];
  for (const count of crowds) {
    const crowd = { ...spec, visitors: visitors.slice(0, count), durationMs: seconds * 1_000 };
    const measured = await measureVisits(gate, web, crowd);
    Object.assign(metrics, measured.metrics);
    problems.push(...measured.problems);
  }
  return { metrics: { ...metrics, webMemoryMb: web.usage().memoryMb }, problems };
}
