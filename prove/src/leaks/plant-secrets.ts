import { randomBytes } from 'node:crypto';
import type { startOutsideServer } from '@dovecote/testing/outside-server';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';

type Outside = Awaited<ReturnType<typeof startOutsideServer>>;

export interface Customer {
  email: string;
  password: string;
  rest: RestClient;
  workspaceId: string;
  botId: string;
  /** Of the bot. */
  username: string;
  /** What a handler gets to throw with. */
  thrown: string[];
}

export interface Planted {
  customers: Customer[];
  /** By what they are, each at most once in any answer: the one that gave birth to it. */
  secrets: { kind: string; value: string }[];
}

/** Makes a handler throw an error with this in its words; the message that asks for it does not show it. */
export async function throwWith(outside: Outside, { username }: Customer, secret: string): Promise<void> {
  const digits = [...Buffer.from(secret).toString('hex')];
  const hidden = digits.map((digit) => ((Number.parseInt(digit, 16) + 1) % 16).toString(16)).join('');
  await outside.send(username, 'ann', `throw ${hidden}`);
}

/** Customers who bring every kind of secret the product keeps or gives away. */
export async function plantSecrets(url: string, outside: Outside, count: number): Promise<Planted> {
  const planted: Planted = { customers: [], secrets: [] };
  const keep = (kind: string, value: string | undefined): void => {
    if (value === undefined || value.length < 12) throw new Error(`No ${kind} was born.`);
    planted.secrets.push({ kind, value });
  };
  for (let index = 0; index < count; index += 1) {
    const email = `leaky${index}@example.com`;
    const password = `dove-${randomBytes(12).toString('hex')}`;
    const { body } = await createRestClient(url).call<{
      accessToken: string;
      refreshToken: string;
      workspace: { id: string };
    }>('POST', '/auth/register', { email, password });
    const rest = createRestClient(url, body.accessToken);
    const workspaceId = body.workspace.id;
    keep('password', password);
    keep('access token', body.accessToken.split('.')[2]);
    keep('refresh token', body.refreshToken);
    const seed = await rest.call<{ secret: string }>('POST', '/me/second-factor/authenticator');
    keep('authenticator seed', seed.body.secret);
    const at = `/workspaces/${workspaceId}`;
    const key = await rest.call<{ key: string }>('POST', `${at}/api-keys`, { name: 'scan', scopes: ['read'] });
    keep('API key', key.body.key);
    const hook = { url: `https://hook${index}.example.com/`, events: ['bot.created'] };
    const webhook = await rest.call<{ secret: string }>('POST', `${at}/webhooks`, hook);
    keep('webhook secret', webhook.body.secret.replace(/^whsec_/, ''));
    const invitation = await rest.call<{ token: string }>('POST', `${at}/invitations`, { role: 'viewer' });
    keep('invitation', invitation.body.token);
    const { token, username } = await outside.createBot();
    const telegramApiHash = randomBytes(16).toString('hex');
    const sessionString = randomBytes(30).toString('base64url');
    const given = { token, telegramApiId: '1234567', telegramApiHash, sessionString };
    const made = await rest.call<{ id: string }>('POST', '/bots', given);
    keep('bot token', token.split(':')[1]);
    keep('API hash', telegramApiHash);
    keep('session string', sessionString);
    const thrown = [token, telegramApiHash, sessionString];
    planted.customers.push({ email, password, rest, workspaceId, botId: made.body.id, username, thrown });
  }
  return planted;
}
