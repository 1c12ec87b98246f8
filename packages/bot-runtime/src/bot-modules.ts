import type { Db } from '@dovecote/db/client';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import type { Vault } from '@dovecote/vault/vault';
import { and, eq } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { BotRecord } from './bot-record';

export interface BotModulesOptions {
  db: Db;
  vault: Vault;
  modules: readonly RuntimeModule[];
}

const idleMs = 30 * 60_000;
const ttlResolutionMs = 1_000;
const bytesMax = 128 * 1024 * 1024;

interface Loaded {
  enabled: readonly EnabledModule[];
  sizeBytes: number;
}

/** The modules each bot has switched on, with their settings: kept while the bot is busy, dropped when it idles. */
export class BotModules {
  readonly #loaded: LRUCache<string, Loaded, BotRecord>;

  constructor(options: BotModulesOptions) {
    this.#loaded = new LRUCache<string, Loaded, BotRecord>({
      maxSize: bytesMax,
      sizeCalculation: (loaded) => loaded.sizeBytes,
      ttl: idleMs,
      ttlResolution: ttlResolutionMs,
      ttlAutopurge: true,
      updateAgeOnGet: true,
      fetchMethod: (_key, _stale, { context }) => loadModules(options, context),
    });
  }

  /** Of the revision the record is of; a changed setting raises the revision. */
  async of(record: BotRecord): Promise<readonly EnabledModule[]> {
    const key = `${record.id}@${record.revision}`;
    const loaded = this.#loaded.get(key) ?? (await this.#loaded.forceFetch(key, { context: record }));
    return loaded.enabled;
  }

  get size(): number {
    return this.#loaded.size;
  }
}

/** Those switched on, with validated settings; one whose stored settings no longer fit runs on its defaults. */
async function loadModules({ db, vault, modules }: BotModulesOptions, { workspaceId, id }: BotRecord): Promise<Loaded> {
  const rows = await db
    .select()
    .from(moduleSettings)
    .where(and(eq(moduleSettings.workspaceId, workspaceId), eq(moduleSettings.botId, id)));
  const enabled: EnabledModule[] = [];
  for (const module of modules) {
    const row = rows.find((candidate) => candidate.moduleId === module.definition.id);
    if (!row?.isEnabled && !module.definition.isCore) continue;
    const parsed = module.definition.settings.safeParse(row?.settings ?? {});
    const settings = parsed.success ? parsed.data : module.definition.settings.parse({});
    enabled.push({ module, settings, sealer: await vault.sealer(workspaceId, module.definition.id) });
  }
  return { enabled, sizeBytes: 1_000 + 2 * JSON.stringify(rows.map((row) => row.settings)).length };
}
