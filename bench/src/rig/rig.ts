import { setFlagsFromString } from 'node:v8';
import { type BenchPostgres, startBenchPostgres } from './bench-postgres';
import { bundleEntry } from './bundle-entry';
import type { FakeApiAnswers, FakeApiProgress, FakeApiSettings, LoggedSend } from './fake-api-state';
import type { LoadResult, LoadSpec } from './load';
import { cpus, pinProcess } from './pin-process';
import { readCpuMs } from './read-usage';
import { type RunningProcess, startProcess } from './start-process';

export interface Rig {
  /** What every system under test is started with beside its script. */
  nodeArgs: readonly string[];
  /** Started when first asked for. */
  postgres(): Promise<BenchPostgres>;
  apiRoot: string;
  api: {
    configure(settings: Partial<FakeApiSettings>): Promise<void>;
    reset(): Promise<void>;
    setWebhooks(urls: Record<string, string>): Promise<void>;
    enqueue(input: { botId: string; updates: string[] }[]): Promise<void>;
    progress(): Promise<FakeApiProgress>;
    /** Every call of sendMessage since the last reset, where they are logged. */
    sends(): Promise<readonly LoggedSend[]>;
    /** Of the updates from number `first` on. */
    answers(first: number, count: number): Promise<FakeApiAnswers>;
  };
  /** Time the load generators and the fake API spent on a CPU. */
  cpuMs(): number;
  /** `generator` 1 and 2 are for loads beside the first one. */
  load(spec: LoadSpec, generator?: 0 | 1 | 2): Promise<LoadResult>;
  /** Ends a load before its time. */
  stopLoad(generator?: 0 | 1 | 2): Promise<void>;
  close(): Promise<void>;
}

/** Nobody is measured while the rig gives memory back: V8 would do it seconds after the rig was busy. */
const quietHeap = '--no-memory-reducer';

/** All that serves or measures a system under test; all of it lives on one CPU. */
export async function startRig(nodeArgs: readonly string[] = []): Promise<Rig> {
  pinProcess(process.pid, cpus.rest);
  setFlagsFromString(quietHeap);
  const running: RunningProcess[] = [];
  const start = async (entry: string): Promise<RunningProcess> => {
    const started = await startProcess({ file: await bundleEntry({ entry }), nodeArgs: [quietHeap], cpu: cpus.rest });
    running.push(started);
    return started;
  };
  const api = await start('src/rig/processes/fake-api.ts');
  const generators = [
    await start('src/rig/processes/load-generator.ts'),
    await start('src/rig/processes/load-generator.ts'),
    await start('src/rig/processes/load-generator.ts'),
  ];
  const generatorOf = (number: 0 | 1 | 2): RunningProcess => {
    const chosen = generators[number];
    if (!chosen) throw new Error(`There is no load generator ${number}.`);
    return chosen;
  };
  let postgres: Promise<BenchPostgres> | undefined;
  return {
    nodeArgs,
    postgres() {
      postgres ??= startBenchPostgres();
      return postgres;
    },
    apiRoot: `http://127.0.0.1:${api.port}`,
    api: {
      configure: (settings) => api.ask('configure', settings),
      reset: () => api.ask('reset'),
      setWebhooks: (urls) => api.ask('setWebhooks', urls),
      enqueue: (input) => api.ask('enqueue', input),
      progress: () => api.ask('progress'),
      sends: () => api.ask('sends'),
      answers: (first, count) => api.ask('answers', { first, count }),
    },
    cpuMs: () => running.reduce((sum, one) => sum + readCpuMs(one.pid), 0),
    load: (spec, generator = 0) => generatorOf(generator).ask('load', spec),
    stopLoad: (generator = 0) => generatorOf(generator).ask('stop'),
    async close() {
      for (const one of running) await one.kill();
      await (await postgres)?.stop();
    },
  };
}
