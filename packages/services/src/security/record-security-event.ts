import type { Queryable } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { type SecurityEventKind, securityEvents } from '@dovecote/db/schema/security-events';
import { scrub } from '@dovecote/observability/scrub';
import type { ServiceContext } from '../service-context';

/** Writes down for a person what happened to their account, from which device and network. */
export async function recordSecurityEvent(
  tx: Queryable,
  ctx: Pick<ServiceContext, 'clock' | 'request'>,
  event: { userId: string; kind: SecurityEventKind; detail?: Record<string, string> },
): Promise<void> {
  await tx.insert(securityEvents).values({
    id: newId('securityEvent'),
    userId: event.userId,
    kind: event.kind,
    detail: event.detail === undefined ? null : JSON.parse(scrub(JSON.stringify(event.detail))),
    ip: ctx.request.ip,
    userAgent: storableAgent(ctx.request.userAgent),
    at: ctx.clock(),
  });
}

/** What a browser says of itself, as Postgres can store it. */
export function storableAgent(userAgent: string | null): string | null {
  return userAgent?.replaceAll('\u0000', '').slice(0, 300) ?? null;
}
