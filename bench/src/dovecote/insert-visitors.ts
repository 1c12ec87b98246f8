import { connectDatabase } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { apiKeys } from '@dovecote/db/schema/api-keys';
import { bots } from '@dovecote/db/schema/bots';
import { latencyBucketsMs } from '@dovecote/db/schema/minute-stats';
import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { members } from '@dovecote/db/schema/workspaces';
import { hashOpaqueToken } from '@dovecote/services/people/opaque-token';
import { asc, sql } from 'drizzle-orm';

/** Who may come in, and how. */
export interface Account {
  botIds: readonly string[];
  userId: string;
  /** A web session for people who open pages, a REST session or an API key for programs. */
  way: { kind: 'web' | 'rest'; sessionId: string } | { kind: 'key'; key: string };
}

const dayMs = 86_400_000;
const ways = ['web', 'key', 'web', 'rest'] as const;

/** Gives the workspaces of a fleet so many admins, in turns; half of them open pages, the others are programs. */
export async function insertVisitors(url: string, count: number): Promise<Account[]> {
  const { db, close } = connectDatabase({ url, applicationName: 'bench-visitors', connectionsMax: 2 });
  try {
    const botIdsOf = new Map<string, string[]>();
    for (const { id, workspaceId } of await db.select().from(bots).orderBy(asc(bots.id))) {
      botIdsOf.set(workspaceId, [...(botIdsOf.get(workspaceId) ?? []), id]);
    }
    const workspaceIds = [...botIdsOf.keys()];
    const now = new Date();
    const expiresAt = new Date(now.getTime() + dayMs);
    const accounts: Account[] = [];
    for (let place = 0; place < count; place += 1) {
      // Those of one way are spread over all workspaces as well.
      const workspaceId = workspaceIds[Math.floor(place / ways.length) % workspaceIds.length] ?? '';
      const userId = newId('user');
      await db.insert(users).values({ id: userId, email: `${userId}@example.com`, name: `Person ${place}` });
      await db.insert(members).values({ workspaceId, userId, role: 'admin' });
      const kind = ways[place % ways.length] ?? 'web';
      const shared = { userId, botIds: botIdsOf.get(workspaceId) ?? [] };
      if (kind === 'key') {
        const key = `dvk_${String(place).padStart(43, 'k')}`;
        await db.insert(apiKeys).values({
          workspaceId,
          id: newId('apiKey'),
          name: 'Script',
          prefix: key.slice(0, 12),
          tokenHash: hashOpaqueToken(key),
          scopes: ['read', 'write'],
          role: 'admin',
          createdBy: userId,
        });
        accounts.push({ ...shared, way: { kind, key } });
      } else {
        const sessionId = newId('session');
        await db.insert(sessions).values({ id: sessionId, userId, kind, lastSeenAt: now, expiresAt });
        accounts.push({ ...shared, way: { kind, sessionId } });
      }
    }
    return accounts;
  } finally {
    await close();
  }
}

/** Gives every bot the counts of so many minutes before now, as if it had been busy all the time. */
export async function insertPast(url: string, minutes: number): Promise<void> {
  const { db, close } = connectDatabase({ url, applicationName: 'bench-past', connectionsMax: 1 });
  try {
    const latency = latencyBucketsMs.map((_, place) => (place === 0 ? 20 : 0));
    await db.execute(sql`
      insert into minute_stats (workspace_id, bot_id, minute, received, done, calls, latency)
      select b.workspace_id, b.id, m, 20, 20, 20, ${sql.param([...latency, 0])}::int[]
      from bots b cross join generate_series(date_trunc('minute', now()) - make_interval(mins => ${minutes}),
        date_trunc('minute', now()) - interval '1 minute', interval '1 minute') m`);
    await db.execute(sql`analyze`);
  } finally {
    await close();
  }
}
