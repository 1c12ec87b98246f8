import type { FaultKind } from '@dovecote/sandbox/fault-rules';
import { startSandboxServer } from '@dovecote/sandbox/start-sandbox-server';
import { MemorySandboxStore } from '@dovecote/sandbox/store/memory-sandbox-store';

const controlToken = 'an outside control token';

interface ChatMessage {
  messageId: number;
  from: 'bot' | 'person';
  text?: string;
}

/** A Bot API server that is not the product's own: bots on it are live bots to the product. */
export async function startOutsideServer() {
  const server = await startSandboxServer({
    host: '127.0.0.1',
    port: 0,
    controlToken,
    store: new MemorySandboxStore(),
    limits: { perChatBurst: 1_000, perChatPerSecond: 1_000, perBotPerSecond: 1_000 },
  });
  const apiRoot = `http://127.0.0.1:${server.port}`;
  const workspaceId = 'outside';
  const control = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${apiRoot}/control${path}`, {
      method,
      headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify({ workspaceId, ...body }) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  };
  return {
    apiRoot,
    close: () => server.close(),
    createBot: () => control<{ token: string; username: string; telegramId: string }>('POST', '/bots', {}),
    revoke: (telegramId: string) => control('DELETE', `/bots/${telegramId}`),
    /** Orders faults; each rule hits the given count of calls of a method, `*` for all. */
    misbehave: (telegramId: string, rules: readonly { method: string; kind: FaultKind; count: number }[]) =>
      control('POST', `/bots/${telegramId}/faults`, { rules }),
    send: (username: string, person: string, text: string) =>
      control<{ messageId: number }>('POST', `/chats/${username}/messages`, { person, text }),
    /** As if another program had moved the bot to itself. */
    setWebhook: (token: string, url: string) =>
      fetch(`${apiRoot}/bot${token}/setWebhook?${new URLSearchParams({ url })}`, { method: 'POST' }),
    async answers(username: string, person: string): Promise<string[]> {
      const query = new URLSearchParams({ workspaceId, person });
      const chat = await control<{ messages: ChatMessage[] }>('GET', `/chats/${username}/messages?${query}`);
      return chat.messages.filter((message) => message.from === 'bot').map((message) => message.text ?? '');
    },
    async webhookUrl(telegramId: string): Promise<string> {
      const { webhook } = await control<{ webhook: { url: string } }>('GET', `/bots/${telegramId}/webhook`);
      return webhook.url;
    },
    calls: (telegramId: string) =>
      control<{ calls: { method: string; parameters: Record<string, string>; atMs: number; errorCode?: number }[] }>(
        'GET',
        `/bots/${telegramId}/calls`,
      ).then((one) => one.calls),
  };
}
