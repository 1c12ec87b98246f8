import pg from 'pg';

type Query = (this: pg.Client, config: unknown, values?: unknown, ...rest: unknown[]) => unknown;

interface Statement {
  text: string;
  name?: string | undefined;
}

const namesWorkspace = /^select set_config\(/;
const ends = /^(commit|rollback)\b/i;
const predicate = /(?:(?:"?\w+"?\.)?"?workspace_id"?|"workspaces"\."id")\s*=\s*(\$\d+)/g;

/** One `workspace_id = $n`: its statement, and the how-manieth of it. */
export interface TenantPredicate {
  key: string;
  text: string;
  index: number;
}

/**
 * Watches every statement that runs in one workspace and cuts tenant predicates out of them, as if a verb had forgotten
 * its own: what is left between the tenants is row security.
 */
export class TenantPredicates {
  /** Told of each predicate in a statement that is about to run. */
  onPredicate: (found: TenantPredicate) => void = () => undefined;
  /** Told of the rows that a statement without a predicate of its own answered. */
  onCutRows: (rows: unknown) => void = () => undefined;
  /** Statements that ran without one. */
  cuts = 0;
  #cut: TenantPredicate | 'all' | null = null;
  readonly #prototype = pg.Client.prototype as unknown as { query: Query };
  readonly #original = this.#prototype.query;
  readonly #inWorkspace = new WeakSet<pg.Client>();

  constructor() {
    const watch = this.#watch.bind(this);
    this.#prototype.query = function query(config, values, ...rest) {
      return watch(this, config, values, rest);
    };
  }

  /** Cuts this one out of its statement from now on, or all, or none. */
  cut(what: TenantPredicate | 'all' | null): void {
    this.#cut = what;
  }

  /** Statements run as they are written again. */
  restore(): void {
    this.#prototype.query = this.#original;
  }

  #watch(client: pg.Client, config: unknown, values: unknown, rest: unknown[]): unknown {
    const statement: Statement | null =
      typeof config === 'string' ? { text: config } : isStatement(config) ? config : null;
    const run = (changed: unknown): unknown => this.#original.call(client, changed, values, ...rest);
    if (statement === null) return run(config);
    if (namesWorkspace.test(statement.text)) this.#inWorkspace.add(client);
    else if (ends.test(statement.text)) this.#inWorkspace.delete(client);
    else if (this.#inWorkspace.has(client)) {
      const text = this.#withoutCut(statement.text);
      if (text !== statement.text) {
        this.cuts += 1;
        const answer = run(typeof config === 'string' ? text : { ...statement, text, name: undefined });
        if (answer instanceof Promise) answer.then(({ rows }) => this.onCutRows(rows)).catch(() => undefined);
        return answer;
      }
    }
    return run(config);
  }

  #withoutCut(text: string): string {
    let index = 0;
    return text.replaceAll(predicate, (all: string, parameter: string) => {
      const found = { key: `${index} ${text}`, text, index };
      index += 1;
      this.onPredicate(found);
      const isCut = this.#cut === 'all' || (this.#cut !== null && this.#cut.key === found.key);
      return isCut ? `${parameter}::text is not null` : all;
    });
  }
}

function isStatement(config: unknown): config is Statement {
  return typeof config === 'object' && config !== null && 'text' in config && typeof config.text === 'string';
}
