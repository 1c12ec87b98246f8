import type { ServerResponse } from 'node:http';
import type { SandboxStore } from '../store/sandbox-store';

/** `/health`, `/health/live` and `/health/ready`; anything else is not found. */
export async function answerHealth(
  res: ServerResponse,
  path: string,
  store: SandboxStore,
  isClosing: boolean,
): Promise<void> {
  if (path === '/health/live') return send(res, 200, { status: 'up' });
  if (path !== '/health' && path !== '/health/ready') {
    return send(res, 404, { ok: false, error_code: 404, description: 'Not Found' });
  }
  const isStoreUp = await store.ping().then(
    () => true,
    () => false,
  );
  const isReady = isStoreUp && !isClosing;
  const components = { store: { status: isStoreUp ? 'up' : 'down' } };
  send(res, isReady ? 200 : 503, { status: isReady ? 'up' : 'down', components });
}

function send(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
