import { AppError } from '@dovecote/errors/app-error';
import { inWorkspace } from '@dovecote/services/in-workspace';
import type { ServiceContext } from '@dovecote/services/service-context';
import { TRPCError } from '@trpc/server';
import type { ApiDeps } from '../api-deps';

export interface TrpcContext {
  service: ServiceContext;
  auth: ApiDeps['auth'];
  live: ApiDeps['live'];
}

/** Who asks, by the dashboard's session cookie, and in which workspace, by the `Dovecote-Workspace` header. */
export async function createTrpcContext(deps: ApiDeps, headers: Headers): Promise<TrpcContext> {
  const { services, auth, live } = deps;
  const request = deps.describeRequest(headers);
  const actor = await auth.resolveCookie(headers.get('cookie'));
  if (actor === null) return { service: { ...services, actor: { kind: 'anonymous' }, request }, auth, live };
  const workspace = await findWorkspace(deps, actor, headers.get('dovecote-workspace'));
  return { service: inWorkspace({ ...services, actor, request }, workspace), auth, live };
}

/** A remembered workspace the person has left must not lock them out of the rest. */
async function findWorkspace(
  { auth }: ApiDeps,
  actor: Parameters<ApiDeps['auth']['proveMembership']>[0],
  workspaceId: string | null,
) {
  try {
    return await auth.proveMembership(actor, workspaceId);
  } catch (error) {
    if (workspaceId !== null && error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/**
 * Refuses what another site's page sent with our cookie: browsers mark it in `Sec-Fetch-Site`, older ones in `Origin`.
 * @throws TRPCError `FORBIDDEN`.
 */
export function refuseOtherSites(req: Request, ownOrigins: readonly string[]): void {
  const site = req.headers.get('sec-fetch-site');
  const origin = req.headers.get('origin');
  const isOtherSite = site !== null && site !== 'same-origin' && site !== 'none';
  const isOtherOrigin = origin !== null && !ownOrigins.includes(origin) && origin !== originOf(req);
  if (!isOtherSite && !isOtherOrigin) return;
  const cause = new AppError('FORBIDDEN', 'This request came from another site.');
  throw new TRPCError({ code: 'FORBIDDEN', message: cause.message, cause });
}

function originOf(req: Request): string {
  const url = new URL(req.url);
  return `${url.protocol}//${req.headers.get('host') ?? url.host}`;
}
