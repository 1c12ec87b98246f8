import { createHmac } from 'node:crypto';
import type { Secret } from '@dovecote/vault/secret';
import { readWebhookKey } from './webhook-secret';

/**
 * The headers of an attempt: one signature for each secret, the present one's first.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signWebhook(
  message: { id: string; body: string; at: Date },
  secrets: readonly Secret[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  const content = `${message.id}.${timestamp}.${message.body}`;
  const signatures = secrets.map((secret) =>
    secret.use((text) => createHmac('sha256', readWebhookKey(text)).update(content).digest('base64')),
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.map((signature) => `v1,${signature}`).join(' '),
  };
}
