import type { Db } from '@dovecote/db/client';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import { readStoredSettings } from '@dovecote/modules/kit/read-stored-settings';
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
  readonly #loaded: LRUCache<string, Loaded>;
  readonly #loading = new Map<string, Promise<Loaded>>();
  readonly #reads: GroupRunner<BotRecord, SettingsRow[]>;

  constructor(private readonly options: BotModulesOptions) {
    this.#loaded = new LRUCache<string, Loaded>({
      maxSize: bytesMax,
      sizeCalculation: (loaded) => loaded.sizeBytes,
      ttl: idleMs,
      ttlResolution: ttlResolutionMs,
      updateAgeOnGet: true,
    });
    this.#reads = new GroupRunner({
      itemsMax: botsPerRead,
      isItemsFault: (error) => !isPassingFailure(error),
      run: (records) => readSettings(options.db, records),
    });
    // One timer for all: thousands of entries need not have one each.
    setInterval(() => this.#loaded.purgeStale(), purgeEveryMs).unref();
  }

  /** Of the modules that this process knows. */
  get ids(): string[] {
    return this.options.modules.map(({ definition }) => definition.id);
  }

  /** Of the revision the record is of; a changed setting raises the revision. */
  async of(record: BotRecord): Promise<readonly EnabledModule[]> {
    const key = `${record.id}@${record.revision}`;
    const loaded = this.#loaded.get(key) ?? (await (this.#loading.get(key) ?? this.#keep(key, record)));
    return loaded.enabled;
  }

  /** The same for a look in passing, as at the start of thousands of idle bots: nothing is kept. */
  async peek(record: BotRecord): Promise<readonly EnabledModule[]> {
    const known = this.#loaded.peek(`${record.id}@${record.revision}`);
    return (known ?? (await this.#load(record))).enabled;
  }

  /** Those switched off, under the settings they had: for the rare look at everything a bot ever kept. */
  async readOff(record: BotRecord): Promise<readonly EnabledModule[]> {
    return compileModules(this.options, record, await this.#reads.add(record), false);
  }

  /** Chats of one bot that come at once wait for one load. */
  async #keep(key: string, record: BotRecord): Promise<Loaded> {
    const loading = this.#load(record);
    this.#loading.set(key, loading);
    try {
      const loaded = await loading;
      this.#loaded.set(key, loaded);
      return loaded;
    } finally {
      this.#loading.delete(key);
    }
  }

  async #load(record: BotRecord): Promise<Loaded> {
    const rows = await this.#reads.add(record);
    const enabled = await compileModules(this.options, record, rows, true);
    return { enabled, sizeBytes: 1_000 + 2 * JSON.stringify(rows.map((row) => row.settings)).length };
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

/** Those switched on, or those switched off, with validated settings; what of stored settings no longer fits is left out. */
async function compileModules(
  { vault, modules }: BotModulesOptions,
  { workspaceId }: BotRecord,
  rows: readonly SettingsRow[],
  isOn: boolean,
): Promise<EnabledModule[]> {
  const found: EnabledModule[] = [];
  for (const module of modules) {
    const row = rows.find((candidate) => candidate.moduleId === module.definition.id);
    if (Boolean(row?.isEnabled || module.definition.isCore) !== isOn) continue;
    const settings = row ? readStoredSettings(module.definition.settings, row.settings) : defaultsOf(module.definition);
    found.push({ module, settings, sealer: await vault.sealer(workspaceId, module.definition.id) });
  }
  return found;
}

const defaults = new WeakMap<object, EnabledModule['settings']>();

/** Most bots leave most modules as they are: these settings are made once. All tenants share them, so they are frozen. */
function defaultsOf(definition: RuntimeModule['definition']): EnabledModule['settings'] {
  const known = defaults.get(definition);
  if (known !== undefined) return known;
  const made = definition.settings.parse({});
  freezeDeep(made);
  defaults.set(definition, made);
  return made;
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeDeep(part);
}
