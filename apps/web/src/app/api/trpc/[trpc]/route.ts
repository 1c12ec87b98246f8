import { createTrpcHandler } from '@dovecote/api/router/trpc-handler';
import { serverContext } from '@/server-context';

export const dynamic = 'force-dynamic';

let handler: ((req: Request) => Promise<Response>) | undefined;

function handle(req: Request): Promise<Response> {
  const { deps, ownOrigins } = serverContext();
  handler ??= createTrpcHandler(deps, { endpoint: '/api/trpc', ownOrigins });
  return handler(req);
}

export { handle as GET, handle as POST };
