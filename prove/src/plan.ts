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

export const quick: Plan = {
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

export const full: Plan = {
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
