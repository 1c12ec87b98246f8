/** How much of everything one run does. */
export interface Plan {
  managers: number;
  webhookBots: number;
  pollingBots: number;
  chatsPerBot: number;
  updates: number;
  updatesPerSecond: number;
  /** Share of updates that are delivered again. */
  duplicates: number;
  /** SIGKILLs of managers that held bots, and of the webhook door. */
  managerKills: number;
  doorKills: number;
  secondsBetweenKills: number;
  sleeps: number;
  databaseCrashes: number;
  queueKills: number;
  /** Times that the Bot API itself misbehaves towards a bot. */
  disturbances: number;
  /** Webhook posts that Telegram never sent. */
  forgedPosts: number;
  /** SIGKILLs of the web process while callers write. */
  webKills: number;
  /** Names that lead elsewhere at each look-up. */
  rebindings: number;
  /** Things done to a ledger of points. */
  ledgerOperations: number;
  /** The same through managers that are killed on the way, and how often they are. */
  crashedOperations: number;
  ledgerKills: number;
  secondsBetweenLedgerKills: number;
  /** Presses in games that must not count. */
  forgedPresses: number;
  /** People who live for a week on a simulated clock. */
  weekPeople: number;
}

const quick: Plan = {
  managers: 3,
  webhookBots: 16,
  pollingBots: 4,
  chatsPerBot: 8,
  updates: 6_000,
  updatesPerSecond: 60,
  duplicates: 0.05,
  managerKills: 20,
  doorKills: 3,
  secondsBetweenKills: 3.5,
  sleeps: 4,
  databaseCrashes: 2,
  queueKills: 2,
  disturbances: 20,
  forgedPosts: 4_000,
  webKills: 3,
  rebindings: 500,
  ledgerOperations: 3_000,
  crashedOperations: 1_500,
  ledgerKills: 8,
  secondsBetweenLedgerKills: 1.2,
  forgedPresses: 2_000,
  weekPeople: 60,
};

const full: Plan = {
  managers: 4,
  webhookBots: 32,
  pollingBots: 8,
  chatsPerBot: 20,
  updates: 50_000,
  updatesPerSecond: 70,
  duplicates: 0.05,
  managerKills: 185,
  doorKills: 20,
  secondsBetweenKills: 3.2,
  sleeps: 50,
  databaseCrashes: 10,
  queueKills: 5,
  disturbances: 150,
  forgedPosts: 20_000,
  webKills: 25,
  rebindings: 5_000,
  ledgerOperations: 100_000,
  crashedOperations: 40_000,
  ledgerKills: 110,
  secondsBetweenLedgerKills: 2.5,
  forgedPresses: 10_000,
  weekPeople: 200,
};

const parts = ['security', 'edge', 'modules', 'runtime'] as const;
export type Part = (typeof parts)[number];

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

const quickSeed = 20_261_121;

const faultCounts = {
  kills: ['managerKills', 'doorKills'],
  sleeps: ['sleeps'],
  database: ['databaseCrashes'],
  queue: ['queueKills'],
  api: ['disturbances'],
} as const;

/**
 * `security`, `edge`, `modules` or `runtime` alone, `--quick` (the default), `--full`, `--seed N`, `--keep`, `--write`,
 * `--only kills,sleeps,database,queue,api`. Throws an Error that says what is wrong.
 */
export function readOptions(argv: readonly string[]): RunOptions {
  const options: RunOptions = {
    name: 'quick',
    plan: quick,
    parts,
    seed: quickSeed,
    isKept: false,
    argv,
    isWritten: false,
  };
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index];
    if (argument === '--full') Object.assign(options, { name: 'full', plan: full });
    else if (argument === '--keep') options.isKept = true;
    else if (argument === '--write') options.isWritten = true;
    else if (argument === '--seed') {
      index += 1;
      options.seed = Number(argv[index]);
      if (!Number.isSafeInteger(options.seed)) throw new Error('--seed needs a whole number.');
    } else if (argument === '--only') {
      index += 1;
      options.plan = only(options.plan, (argv[index] ?? '').split(','));
    } else if (parts.some((part) => part === argument)) {
      options.parts = parts.filter((part) => part === argument);
    } else if (argument !== '--quick') {
      throw new Error(
        `What is ${argument}? There are security, edge, modules, runtime, --quick, --full, --seed N, --keep, --write and --only.`,
      );
    }
  }
  return options;
}

function only(plan: Plan, wanted: readonly string[]): Plan {
  const left = { ...plan };
  for (const [fault, counts] of Object.entries(faultCounts)) {
    if (!wanted.includes(fault)) for (const count of counts) left[count] = 0;
  }
  return left;
}
