import { sql } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';

/**
 * Workspaces with an event or a delivery that is due, the longest waiting first. The one look of the courier across
 * workspaces; all else it does within one.
 */
export async function findWorkspacesWithWebhooksDue(
  ctx: Pick<ServiceContext, 'db' | 'clock'>,
  limit: number,
): Promise<string[]> {
  const now = sql`${ctx.clock().toISOString()}::timestamptz`;
  const found = await ctx.db.execute<{ workspace_id: string }>(sql`
    select workspace_id from (
      select workspace_id, at as since from webhook_events where fanned_out_at is null
      union all
      select d.workspace_id, d.next_attempt_at from webhook_deliveries d
      join webhook_endpoints e on e.workspace_id = d.workspace_id and e.id = d.endpoint_id and e.is_on
      where d.state = 'waiting' and d.next_attempt_at <= ${now}
    ) due group by workspace_id order by min(since) limit ${limit}`);
  return found.rows.map((row) => row.workspace_id);
}
