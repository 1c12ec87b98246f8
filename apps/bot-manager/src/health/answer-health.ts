import type { ServerResponse } from 'node:http';
import type { Db } from '@dovecote/db/client';
import type { Metrics } from '@dovecote/observability/metrics';
import { sql } from 'drizzle-orm';

export interface HealthOptions {
  db: Db;
  metrics: Metrics;
  /** Brings figures up to date that are reckoned only when somebody asks. */
  beforeMetrics: () => Promise<void>;
  /** False while starting, draining, or without a valid lease. */
  isReady: () => boolean;
}

/** Answers `/health`, `/health/live`, `/health/ready` and `/metrics`; false for every other path. */
export async function answerHealth(options: HealthOptions, path: string, res: ServerResponse): Promise<boolean> {
  if (path === '/health/live') return json(res, 200, { status: 'ok' });
  if (path === '/health/ready')
    return json(res, options.isReady() ? 200 : 503, { status: options.isReady() ? 'ok' : 'unavailable' });
  if (path === '/metrics') {
    await options.beforeMetrics();
    const page = await options.metrics.render();
    res.writeHead(200, { 'content-type': page.contentType });
    res.end(page.body);
    return true;
  }
  if (path !== '/health') return false;
  const database = await options.db.execute(sql`select 1`).then(
    () => 'ok',
    () => 'unavailable',
  );
  const lease = options.isReady() ? 'ok' : 'unavailable';
  const isHealthy = database === 'ok' && lease === 'ok';
  return json(res, isHealthy ? 200 : 503, {
    status: isHealthy ? 'ok' : 'unavailable',
    components: { database, lease },
  });
}

function json(res: ServerResponse, status: number, body: object): true {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
  return true;
}
