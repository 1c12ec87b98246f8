import type { Db } from '@dovecote/db/client';
import { botCredentials, bots } from '@dovecote/db/schema/bots';
import type { Secret } from '@dovecote/vault/secret';
import type { Vault } from '@dovecote/vault/vault';
import { and, eq } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { JournalTarget } from './journal';

/** What a webhook needs of a bot that another process holds, or nobody. */
export interface UnhostedBot extends JournalTarget {
  webhookSecret: Secret;
  isWanted: boolean;
}

const pathShape = /^[A-Za-z0-9_-]{16,64}$/;
const freshMs = 2_000;
const botsMax = 2_000;

/** Bots this process does not host, by the opaque path of their webhook; known for two seconds. */
export class UnhostedBots {
  readonly #known = new LRUCache<string, UnhostedBot>({ max: botsMax, ttl: freshMs });

  constructor(
    private readonly db: Db,
    private readonly vault: Vault,
  ) {}

  /** Null if the path is nobody's. */
  async find(path: string): Promise<UnhostedBot | null> {
    if (!pathShape.test(path)) return null;
    const known = this.#known.get(path);
    if (known) return known;
    const loaded = await this.#load(path);
    // Only here: a look-up must not make what is known younger.
    if (loaded) this.#known.set(path, loaded);
    return loaded;
  }

  async #load(path: string): Promise<UnhostedBot | null> {
    const purpose = 'webhook_secret';
    const [row] = await this.db
      .select({ bot: bots, value: botCredentials.value })
      .from(bots)
      .innerJoin(
        botCredentials,
        and(
          eq(botCredentials.workspaceId, bots.workspaceId),
          eq(botCredentials.botId, bots.id),
          eq(botCredentials.purpose, purpose),
        ),
      )
      .where(eq(bots.webhookPath, path));
    if (!row) return null;
    const { workspaceId, id, desiredState, suspendedAt, status } = row.bot;
    return {
      workspaceId,
      id,
      webhookSecret: await this.vault.open(row.value, { workspaceId, purpose, row: id, column: 'value' }),
      isWanted: desiredState === 'running' && suspendedAt === null && status !== 'token_revoked',
      bodies: await this.vault.sealer(workspaceId, 'update_body'),
    };
  }
}
