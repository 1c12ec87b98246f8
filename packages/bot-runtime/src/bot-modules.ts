import type { Db } from '@dovecote/db/client';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import type { Vault } from '@dovecote/vault/vault';
import { sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { BotRecord } from './bot-record';
import { GroupRunner } from './group-runner';
import { isPassingFailure } from './is-passing-failure';

export interface BotModulesOptions {
  db: Db;
  vault: Vault;
  modules: readonly RuntimeModule[];
}

const idleMs = 30 * 60_000;
const ttlResolutionMs = 1_000;
const purgeEveryMs = 60_000;
const botsPerRead = 256;
const bytesMax = 128 * 1024 * 1024;

interface Loaded {
  enabled: readonly EnabledModule[];
  sizeBytes: number;
}

/** The modules each bot has switched on, with their settings: kept while the bot is busy, dropped when it idles. */
export class BotModules {
  readonly #loaded: LRUCache<string, Loaded, BotRecord>;
  readonly #reads: GroupRunner<BotRecord, SettingsRow[]>;

  constructor(private readonly options: BotModulesOptions) {
    this.#loaded = new LRUCache<string, Loaded, BotRecord>({
      maxSize: bytesMax,
      sizeCalculation: (loaded) => loaded.sizeBytes,
      ttl: idleMs,
      ttlResolution: ttlResolutionMs,
      updateAgeOnGet: true,
      fetchMethod: (_key, _stale, { context }) => this.#load(context),
    });
    this.#reads = new GroupRunner({
      itemsMax: botsPerRead,
      isItemsFault: (error) => !isPassingFailure(error),
      run: (records) => readSettings(options.db, records),
    });
    // One timer for all: thousands of entries need not have one each.
    setInterval(() => this.#loaded.purgeStale(), purgeEveryMs).unref();
  }

  /** Of the revision the record is of; a changed setting raises the revision. */
  async of(record: BotRecord): Promise<readonly EnabledModule[]> {
    const key = `${record.id}@${record.revision}`;
    const loaded = this.#loaded.get(key) ?? (await this.#loaded.forceFetch(key, { context: record }));
    return loaded.enabled;
  }

  /** The same for a look in passing, as at the start of thousands of idle bots: nothing is kept. */
  async peek(record: BotRecord): Promise<readonly EnabledModule[]> {
    const known = this.#loaded.peek(`${record.id}@${record.revision}`);
    return (known ?? (await this.#load(record))).enabled;
  }

  async #load(record: BotRecord): Promise<Loaded> {
    return compileModules(this.options, record, await this.#reads.add(record));
  }

  get size(): number {
    return this.#loaded.size;
  }
}

interface SettingsRow {
  moduleId: string;
  isEnabled: boolean;
  settings: Record<string, unknown>;
}

/** The stored settings of several bots at once, in their order; one indexed read. */
export async function readSettings(db: Db, records: readonly BotRecord[]): Promise<SettingsRow[][]> {
  const ofBots = sql`(${moduleSettings.workspaceId}, ${moduleSettings.botId}) in (
    select r.workspace_id, r.id from json_to_recordset(${JSON.stringify(
      records.map(({ workspaceId, id }) => ({ workspace_id: workspaceId, id })),
    )}::json) as r(workspace_id text, id text))`;
  const rows = await db.select().from(moduleSettings).where(ofBots);
  const byBot = new Map<string, SettingsRow[]>();
  for (const row of rows) {
    const known = byBot.get(row.botId);
    if (known) known.push(row);
    else byBot.set(row.botId, [row]);
  }
  return records.map(({ id }) => byBot.get(id) ?? []);
}

/** Those switched on, with validated settings; one whose stored settings no longer fit runs on its defaults. */
async function compileModules(
  { vault, modules }: BotModulesOptions,
  { workspaceId }: BotRecord,
  rows: readonly SettingsRow[],
): Promise<Loaded> {
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
