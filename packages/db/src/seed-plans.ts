import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { plans } from './schema/workspaces';

const seededPlans: (typeof plans.$inferInsert)[] = [
  {
    id: 'free',
    title: 'Free',
    botsMax: 3,
    membersMax: 5,
    apiKeysMax: 5,
    workspacesMax: 3,
    updatesPerMinuteMax: 100,
    requestsPerSecondMax: 10,
    requestsPerSecondDefault: 5,
    maxConcurrentMax: 5,
    maxConcurrentDefault: 3,
    journalDays: 2,
    modelBudgetCents: 0,
    weight: 1,
  },
  {
    id: 'premium',
    title: 'Premium',
    botsMax: 50,
    membersMax: 50,
    apiKeysMax: 50,
    workspacesMax: 10,
    updatesPerMinuteMax: 500,
    requestsPerSecondMax: 50,
    requestsPerSecondDefault: 20,
    maxConcurrentMax: 25,
    maxConcurrentDefault: 10,
    journalDays: 14,
    modelBudgetCents: 2000,
    weight: 2,
  },
  {
    id: 'self_hosted',
    title: 'Self-hosted',
    botsMax: null,
    membersMax: null,
    apiKeysMax: null,
    workspacesMax: null,
    updatesPerMinuteMax: null,
    requestsPerSecondMax: 1000,
    requestsPerSecondDefault: 100,
    maxConcurrentMax: 256,
    maxConcurrentDefault: 32,
    journalDays: 2,
    modelBudgetCents: null,
    weight: 1,
  },
];

/** The plans every installation starts with; an operator's later changes to them stay. */
export async function seedPlans(db: NodePgDatabase<Record<string, never>>): Promise<void> {
  await db.insert(plans).values(seededPlans).onConflictDoNothing();
}
