import type { ServiceContext } from '../service-context';

/**
 * Where the dashboard is reached, for addresses in mails and for passkeys: `PUBLIC_URL`, else the loopback address the
 * request came to, because nobody but this machine can send such a one. Null when neither is known.
 */
export function findPageOrigin(ctx: Pick<ServiceContext, 'settings' | 'request'>): string | null {
  const { publicUrl } = ctx.settings;
  return publicUrl === null ? (ctx.request.loopbackOrigin ?? null) : new URL(publicUrl).origin;
}
