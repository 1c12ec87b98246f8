import type { ChatView, MessageView } from './control/describe-chat-view';
import type { Clock, SandboxLimits } from './sandbox-limits';
import { type SandboxServer, startSandboxServer } from './start-sandbox-server';
import { MemorySandboxStore } from './store/memory-sandbox-store';
import type { SandboxStore } from './store/sandbox-store';

export const workspaceId = 'ws_test';
const controlToken = 'control-token-of-the-tests';

export interface TestSandbox {
  apiRoot: string;
  server: SandboxServer;
  store: SandboxStore;
  control<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: T }>;
  createBot(input?: object): Promise<{ token: string; username: string; telegramId: string }>;
  say(username: string, text: string, person?: string): Promise<number>;
  /** The chat once `isDone` holds for it. */
  chatWhen(username: string, isDone: (chat: ChatView) => boolean, person?: string): Promise<ChatView>;
  /** The newest messages of the bot once there are `count` of them in all. */
  botMessages(username: string, count: number, person?: string): Promise<MessageView[]>;
}

/** A sandbox server on a free port with a client of its control API. */
export async function startTestSandbox(
  options: {
    store?: SandboxStore;
    limits?: Partial<SandboxLimits>;
    clock?: Clock;
    allowLoopbackWebhooks?: boolean;
  } = {},
): Promise<TestSandbox> {
  const store = options.store ?? new MemorySandboxStore();
  const limits = { webhookRetryMinMs: 20, webhookRetryMaxMs: 100, ...options.limits };
  const errors: unknown[] = [];
  const server = await startSandboxServer({
    host: '127.0.0.1',
    port: 0,
    controlToken,
    store,
    limits,
    ...(options.clock && { clock: options.clock }),
    allowLoopbackWebhooks: options.allowLoopbackWebhooks ?? true,
    onError: (error) => errors.push(error),
  });
  const apiRoot = `http://127.0.0.1:${server.port}`;
  const sandbox: TestSandbox = {
    apiRoot,
    server,
    store,
    async control<T>(method: string, path: string, body?: object) {
      const res = await fetch(`${apiRoot}/control${path}`, {
        method,
        headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await res.text();
      return { status: res.status, body: (text === '' ? {} : JSON.parse(text)) as T };
    },
    async createBot(input = {}) {
      const answer = await sandbox.control<{ token: string; username: string; telegramId: string }>('POST', '/bots', {
        workspaceId,
        ...input,
      });
      return answer.body;
    },
    async say(username, text, person = 'you') {
      const path = `/chats/${username}/messages`;
      const answer = await sandbox.control<{ messageId: number }>('POST', path, { workspaceId, person, text });
      if (answer.status !== 201) throw new Error(`The message was refused: ${JSON.stringify(answer.body)}`);
      return answer.body.messageId;
    },
    async chatWhen(username, isDone, person = 'you') {
      const query = new URLSearchParams({ workspaceId, person });
      for (;;) {
        const chat = (await sandbox.control<ChatView>('GET', `/chats/${username}/messages?${query}`)).body;
        if (isDone(chat)) return chat;
        query.set('revision', String(chat.revision));
        query.set('waitSeconds', '3');
      }
    },
    async botMessages(username, count, person) {
      const ofBot = (chat: ChatView) => chat.messages.filter((message) => message.from === 'bot');
      return ofBot(await sandbox.chatWhen(username, (chat) => ofBot(chat).length >= count, person));
    },
  };
  return sandbox;
}
