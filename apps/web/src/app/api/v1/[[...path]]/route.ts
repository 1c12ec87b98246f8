import { createRestApp } from '@dovecote/api/rest/app';
import { serverContext } from '@/server-context';

export const dynamic = 'force-dynamic';

const version = '0.1.0';

let app: ReturnType<typeof createRestApp> | undefined;

async function handle(req: Request): Promise<Response> {
  const { deps, env } = serverContext();
  const corsOrigins = (env.CORS_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || []);
  app ??= createRestApp(deps, { corsOrigins, version });
  return await app.fetch(req);
}

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
