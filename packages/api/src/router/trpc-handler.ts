import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { ApiDeps } from '../api-deps';
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
  return async (req) =>
    await fetchRequestHandler({
      endpoint: settings.endpoint,
      req,
      router: appRouter,
      maxBatchSize: batchMax,
      createContext: async () => {
        if (req.method !== 'GET') refuseOtherSites(req, settings.ownOrigins);
        return await createTrpcContext(deps, req.headers);
      },
    });
}
