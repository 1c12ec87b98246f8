import type { ServerResponse } from 'node:http';
import { createMetrics } from '@dovecote/observability/metrics';
import { type BalanceMetrics, createBalanceMetrics } from '@dovecote/services/bots/balance-metrics';
import type { ServerContext } from '../server-context';

const paths = new Set(['/health', '/health/live', '/health/ready', '/metrics']);
const metrics = createMetrics({ app: 'web' });
let balance: BalanceMetrics | undefined;

export function isHealthPath(path: string): boolean {
  return paths.has(path);
}

/** Answers `/health`, `/health/live`, `/health/ready` and `/metrics`. */
export async function answerHealth(
  path: string,
  res: ServerResponse,
  context: ServerContext,
  isEnding: boolean,
): Promise<void> {
  if (path === '/metrics') {
    balance ??= createBalanceMetrics(metrics, context.deps.services.databases.platform, context.logger);
    await balance.refresh();
    const page = await metrics.render();
    res.writeHead(200, { 'content-type': page.contentType }).end(page.body);
    return;
  }
  if (path === '/health/live') return answer(res, true, {});
  const database = await context.pingDatabase().then(
    () => 'ok',
    () => 'unavailable',
  );
  answer(res, database === 'ok' && !isEnding, path === '/health' ? { components: { database } } : {});
}

function answer(res: ServerResponse, isHealthy: boolean, more: object): void {
  res.writeHead(isHealthy ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify({ status: isHealthy ? 'ok' : 'unavailable', ...more }));
}
