import pg from 'pg';

type Query = (this: pg.Client, config: unknown, values?: unknown, ...rest: unknown[]) => unknown;

interface Statement {
  text: string;
  name?: string | undefined;
}

const namesWorkspace = /^select set_config\(/;
const ends = /^(commit|rollback)\b/i;
const predicate = /(?:"?\w+"?\.)?"?workspace_id"?\s*=\s*(\$\d+)/g;

/**
 * Takes every `workspace_id = $n` out of every statement that runs in one workspace, as if each verb had forgotten its
 * own: what is left between the tenants is row security.
 */
export function cutTenantPredicates(): { cuts(): number; restore(): void } {
  const { prototype } = pg.Client as unknown as { prototype: { query: Query } };
  const original = prototype.query;
  const inWorkspace = new WeakSet<pg.Client>();
  let cuts = 0;
  prototype.query = function query(config, values, ...rest) {
    const statement: Statement | null =
      typeof config === 'string' ? { text: config } : isStatement(config) ? config : null;
    if (statement === null) return original.call(this, config, values, ...rest);
    if (namesWorkspace.test(statement.text)) inWorkspace.add(this);
    else if (ends.test(statement.text)) inWorkspace.delete(this);
    else if (inWorkspace.has(this) && statement.text.search(predicate) >= 0) {
      cuts += 1;
      const text = statement.text.replaceAll(predicate, '$1::text is not null');
      return original.call(
        this,
        typeof config === 'string' ? text : { ...statement, text, name: undefined },
        values,
        ...rest,
      );
    }
    return original.call(this, config, values, ...rest);
  };
  return {
    cuts: () => cuts,
    restore: () => {
      prototype.query = original;
    },
  };
}

function isStatement(config: unknown): config is Statement {
  return typeof config === 'object' && config !== null && 'text' in config && typeof config.text === 'string';
}
