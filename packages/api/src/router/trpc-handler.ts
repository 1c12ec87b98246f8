import { isTooDeep } from '@dovecote/services/is-too-deep';
import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { ApiDeps } from '../api-deps';
import { jsonHeaders } from '../json-headers';
import { appRouter } from './app-router';
import { createTrpcContext, refuseOtherSites } from './trpc-context';

export interface TrpcSettings {
  endpoint: string;
  /** Origins the dashboard is served from, besides the request's own host. */
  ownOrigins: readonly string[];
}

const batchMax = 10;

/** Answers the dashboard's calls; everything but a GET must come from our own pages. */
export function createTrpcHandler(deps: ApiDeps, settings: TrpcSettings): (req: Request) => Promise<Response> {
  return async (sent) => {
    const { req, isReadable } = await readShallow(sent);
    const answer = await fetchRequestHandler({
      endpoint: settings.endpoint,
      req,
      router: appRouter,
      maxBatchSize: batchMax,
      createContext: async () => {
        if (!isReadable) throw new TRPCError({ code: 'BAD_REQUEST' });
        if (req.method !== 'GET') refuseOtherSites(req, settings.ownOrigins);
        return await createTrpcContext(deps, req.headers);
      },
    });
    return await withLength(answer);
  };
}

/** Subscriptions are passed on as they are. */
async function withLength(answer: Response): Promise<Response> {
  if (answer.headers.get('content-type') !== 'application/json') return answer;
  const body = await answer.text();
  const { status, headers } = answer;
  for (const [name, value] of Object.entries(jsonHeaders(body))) headers.set(name, value);
  return new Response(body, { status, headers });
}

/** Input that is nested beyond reason must meet no parser that recurses. */
async function readShallow(sent: Request): Promise<{ req: Request; isReadable: boolean }> {
  if (sent.method === 'GET')
    return { req: sent, isReadable: !isTooDeep(new URL(sent.url).searchParams.get('input') ?? '') };
  const body = await sent.text();
  const isReadable = !isTooDeep(body);
  const { url, method, headers, signal } = sent;
  return { req: new Request(url, { method, headers, signal, body: isReadable ? body : '{}' }), isReadable };
}
