import { listBots } from '@dovecote/services/bots/list-bots';
import { inWorkspace } from '@dovecote/services/in-workspace';
import { readWorkspaceCookie } from '@/features/workspace/workspace-cookie';
import { serverContext } from '@/server-context';

export const dynamic = 'force-dynamic';

interface FileRoute {
  params: Promise<{ telegramId: string; fileId: string }>;
}

const nothing = () => new Response(null, { status: 404 });

/** A file of a sandbox chat, for members of the bot's workspace; the sandbox itself answers only to its control token. */
export async function GET(request: Request, { params }: FileRoute): Promise<Response> {
  const { telegramId, fileId } = await params;
  const { deps, env } = serverContext();
  const { services, auth } = deps;
  const root = services.settings.sandboxApiRoot;
  const actor = await auth.resolveCookie(request.headers.get('cookie'));
  if (actor === null || root === null || !/^\d+$/.test(telegramId) || !/^[\w-]+$/.test(fileId)) return nothing();
  const chosen = readWorkspaceCookie(request.headers.get('cookie') ?? '');
  const workspace = await auth.proveMembership(actor, chosen).catch(() => undefined);
  const ctx = inWorkspace({ ...services, actor, request: deps.describeRequest(request.headers) }, workspace);
  const { items } = await listBots(ctx, { limit: 100 });
  if (!items.some((bot) => bot.environment === 'sandbox' && bot.telegramId === telegramId)) return nothing();
  const file = await fetch(`${root}/control/files/${telegramId}/${fileId}`, {
    headers: { authorization: `Bearer ${env.SANDBOX_CONTROL_TOKEN ?? ''}` },
    cache: 'no-store',
  });
  if (!file.ok) return nothing();
  const type = file.headers.get('content-type') ?? 'application/octet-stream';
  return new Response(file.body, {
    headers: {
      'content-type': type,
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': type.startsWith('image/') ? 'inline' : 'attachment',
      'cache-control': 'private, max-age=3600',
    },
  });
}
