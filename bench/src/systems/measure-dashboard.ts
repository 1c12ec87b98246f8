import { createAccessTokens } from '@dovecote/auth/access-token';
import { sealSessionCookie } from '@dovecote/auth/session-cookie';
import type { Account } from '../dovecote/insert-visitors';
import { authSecret } from '../dovecote/start-web';
import { quantile } from '../rig/quantile';
import type { RunningProcess } from '../rig/start-process';
import { type VisitKind, type Visitor, type VisitResult, type VisitSpec, visitKinds } from '../rig/visit';
import type { Measurement } from '../scenario';

/** Errors above this share fail the round by name; below it they are only counted. */
const errorPercentMax = 0.1;

/** The accounts with what they show at the door; access tokens last a quarter of an hour. */
export async function admit(accounts: readonly Account[]): Promise<Visitor[]> {
  const tokens = createAccessTokens(authSecret, () => new Date());
  return await Promise.all(
    accounts.map(async ({ botIds, userId, way }, place) => {
      const visitor = { botIds, address: `10.0.${place >> 8}.${place & 255}` };
      if (way.kind === 'key') return { ...visitor, bearer: way.key };
      const { sessionId } = way;
      if (way.kind === 'rest') return { ...visitor, bearer: await tokens.sign({ userId, sessionId }) };
      return { ...visitor, cookie: await sealSessionCookie(sessionId, { authSecret, isSecure: true }) };
    }),
  );
}

/** Lets visitors in and describes how they and the web process fared; the names of the figures end with their number. */
export async function measureVisits(gate: RunningProcess, web: RunningProcess, spec: VisitSpec): Promise<Measurement> {
  const before = { atMs: performance.now(), cpuMs: web.usage().cpuMs };
  const result = await gate.ask<VisitResult>('visit', spec);
  const tookMs = performance.now() - before.atMs;
  const count = spec.visitors.length;
  const errors = Object.values(result.errors).reduce((sum, times) => sum + times, 0);
  const errorPercent = (errors / result.requests) * 100;
  return {
    metrics: {
      ...Object.fromEntries(visitKinds.flatMap((kind) => latenciesOf(kind, result, count))),
      [`requestsPerSecond${count}`]: result.requests / (tookMs / 1_000),
      [`webCpuPercent${count}`]: ((web.usage().cpuMs - before.cpuMs) / tookMs) * 100,
      [`errorPercent${count}`]: errorPercent,
    },
    problems:
      errorPercent > errorPercentMax
        ? Object.entries(result.errors).map(([text, times]) => `${count} users: ${times} × ${text}`)
        : [],
  };
}

function latenciesOf(kind: VisitKind, { latenciesMs }: VisitResult, count: number): [string, number][] {
  const at = (share: number): number => quantile(latenciesMs[kind], share);
  return [
    [`${kind}${count}P50Ms`, at(0.5)],
    [`${kind}${count}P95Ms`, at(0.95)],
    [`${kind}${count}P99Ms`, at(0.99)],
  ];
}
