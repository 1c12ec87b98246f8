import { parseArgs } from 'node:util';
import { full, type Plan, quick } from './plan';

const parts = ['security', 'edge', 'modules', 'runtime'] as const;
export type Part = (typeof parts)[number];

const faultCounts = {
  kills: ['managerKills', 'doorKills'],
  sleeps: ['sleeps'],
  database: ['databaseCrashes'],
  queue: ['queueKills'],
  api: ['disturbances'],
} as const satisfies Record<string, readonly (keyof Plan)[]>;
const faults = Object.keys(faultCounts) as (keyof typeof faultCounts)[];

const seedDefault = 20_261_121;

export const usage = `npm run prove -- [part...] [--full] [--seed ${seedDefault}] [--keep] [--write] [--only fault,...]

  part      ${parts.join(', ')}; all of them unless said
  --quick   minutes, not hours: the default
  --full    as much as docs/proofs.md says
  --keep    leave the database and the logs of runtime for a look afterwards
  --write   write docs/proofs.md
  --only    of runtime's faults: ${faults.join(', ')}
`;

export interface RunOptions {
  name: 'quick' | 'full';
  plan: Plan;
  parts: readonly Part[];
  seed: number;
  /** Keeps the database and the logs for a look afterwards. */
  isKept: boolean;
  /** What was asked for, word by word. */
  argv: readonly string[];
  /** Into docs/proofs.md. */
  isWritten: boolean;
}

/** What to run; null if only the usage is asked for. Throws an Error that says what is wrong with the command line. */
export function readOptions(argv: readonly string[]): RunOptions | null {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(seedDefault) },
      only: { type: 'string' },
    },
  });
  if (values.help) return null;
  if (values.quick && values.full) throw new Error('--quick and --full exclude each other.');
  const plan = values.full ? full : quick;
  const wanted = positionals.map((word) => pick(word, parts, 'part'));
  return {
    name: values.full ? 'full' : 'quick',
    plan: values.only === undefined ? plan : only(plan, values.only.split(',')),
    parts: wanted.length === 0 ? parts : parts.filter((part) => wanted.includes(part)),
    seed: readSeed(values.seed),
    isKept: values.keep,
    argv,
    isWritten: values.write,
  };
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(seed)) throw new Error('--seed needs a whole number.');
  return seed;
}

function only(plan: Plan, words: readonly string[]): Plan {
  const wanted = words.map((word) => pick(word, faults, 'fault of --only'));
  const left = { ...plan };
  for (const fault of faults) {
    if (!wanted.includes(fault)) for (const count of faultCounts[fault]) left[count] = 0;
  }
  return left;
}

function pick<Word extends string>(word: string, known: readonly Word[], what: string): Word {
  const found = known.find((one) => one === word);
  if (found === undefined) throw new Error(`There is no ${what} "${word}"; there are ${known.join(', ')}.`);
  return found;
}
