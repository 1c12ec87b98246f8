import { randomBytes } from 'node:crypto';
import type { SealedPlace } from '@dovecote/vault/envelope';

const prefix = 'whsec_';
const keyBytes = 32;

/** A new signing secret. @see https://github.com/standard-webhooks/standard-webhooks (symmetric keys, 24 to 64 bytes) */
export function newWebhookSecret(): string {
  return prefix + randomBytes(keyBytes).toString('base64');
}

export function readWebhookKey(secret: string): Buffer {
  return Buffer.from(secret.slice(prefix.length), 'base64');
}

/** Both secrets lie at one place, so that the present one becomes the former without being opened. */
export function webhookSecretPlace(endpoint: { workspaceId: string; id: string }): SealedPlace {
  return { workspaceId: endpoint.workspaceId, purpose: 'webhook_secret', row: endpoint.id, column: 'secret' };
}
