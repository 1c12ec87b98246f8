import type { ServiceContext } from './service-context';

/**
 * The same asker with sight of every workspace, for the few verbs that by nature look across them: which workspaces
 * somebody belongs to, whether a bot is hosted by whomever. The verb itself must narrow what it reads and writes.
 */
export function acrossWorkspaces<Context extends Pick<ServiceContext, 'db' | 'databases'>>(ctx: Context): Context {
  return { ...ctx, db: ctx.databases.platform };
}
