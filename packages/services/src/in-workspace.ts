import type { ServiceContext, WorkspaceScope } from './service-context';

/** The same asker in a workspace whose right of use was proven: the database shows that workspace's rows only. */
export function inWorkspace<Context extends Pick<ServiceContext, 'db' | 'databases'>>(
  ctx: Context,
  workspace: WorkspaceScope | undefined,
): Context & { workspace: WorkspaceScope | undefined } {
  return { ...ctx, workspace, db: workspace === undefined ? ctx.databases.persons : ctx.databases.of(workspace.id) };
}
