import { AppError, type ErrorCode, errorCodes } from '@dovecote/errors/app-error';
import type { SandboxChat } from './sandbox-chat';

export interface SandboxClientSettings {
  apiRoot: string;
  controlToken: string;
  fetch?: typeof globalThis.fetch;
}

export interface BornSandboxBot {
  token: string;
  username: string;
  telegramId: string;
}

export type SandboxPerson = string | { name: string; languageCode?: string | undefined };

export interface SandboxChatKey {
  workspaceId: string;
  username: string;
  person?: SandboxPerson | undefined;
}

/** The sandbox's control API. Its refusals arrive as our AppErrors; silence as `UNAVAILABLE`. */
export interface SandboxClient {
  createBot(input: {
    workspaceId: string;
    username?: string | undefined;
    name?: string | undefined;
  }): Promise<BornSandboxBot>;
  removeBot(telegramId: string): Promise<void>;
  hasBot(telegramId: string): Promise<boolean>;
  sendMessage(chat: SandboxChatKey, text: string): Promise<{ messageId: number }>;
  readChat(
    chat: SandboxChatKey,
    query: { after?: number; revision?: number; waitSeconds?: number },
  ): Promise<SandboxChat>;
  pressButton(chat: SandboxChatKey, press: { messageId: number; data: string }): Promise<{ answered: unknown }>;
  vote(chat: SandboxChatKey, vote: { messageId: number; optionIds: number[] }): Promise<void>;
  setBlocked(chat: SandboxChatKey, blocked: boolean): Promise<void>;
}

const timeoutMs = 10_000;

export function createSandboxClient(settings: SandboxClientSettings): SandboxClient {
  const call = async <Answer>(method: string, path: string, values: object, waitMs = 0): Promise<Answer> => {
    const url = new URL(`${settings.apiRoot.replace(/\/+$/, '')}/control${path}`);
    if (method === 'GET') {
      for (const [key, value] of Object.entries(values)) {
        if (value !== undefined) url.searchParams.set(key, String(value));
      }
    }
    const res = await (settings.fetch ?? fetch)(url, {
      method,
      headers: { authorization: `Bearer ${settings.controlToken}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify(values) }),
      signal: AbortSignal.timeout(timeoutMs + waitMs),
    }).catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'The sandbox does not answer. Try again in a moment.', { cause });
    });
    const text = await res.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (!res.ok) throw toRefusal(body);
    return trusted<Answer>(body);
  };
  const chatPath = ({ username }: SandboxChatKey, rest: string) => `/chats/${encodeURIComponent(username)}/${rest}`;

  return {
    createBot: async (input) => await call('POST', '/bots', input),
    removeBot: async (telegramId) => {
      await call('DELETE', `/bots/${telegramId}`, {});
    },
    hasBot: async (telegramId) => {
      try {
        await call('GET', `/bots/${telegramId}/webhook`, {});
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code === 'NOT_FOUND') return false;
        throw error;
      }
    },
    sendMessage: async (chat, text) =>
      await call('POST', chatPath(chat, 'messages'), { workspaceId: chat.workspaceId, person: chat.person, text }),
    readChat: async (chat, query) => {
      const person = typeof chat.person === 'object' ? chat.person.name : chat.person;
      const values = { workspaceId: chat.workspaceId, person, ...query };
      return await call('GET', chatPath(chat, 'messages'), values, (query.waitSeconds ?? 0) * 1000);
    },
    pressButton: async (chat, press) =>
      await call('POST', chatPath(chat, 'presses'), { workspaceId: chat.workspaceId, person: chat.person, ...press }),
    vote: async (chat, vote) => {
      await call('POST', chatPath(chat, 'votes'), { workspaceId: chat.workspaceId, person: chat.person, ...vote });
    },
    setBlocked: async (chat, blocked) => {
      await call('POST', chatPath(chat, 'block'), { workspaceId: chat.workspaceId, person: chat.person, blocked });
    },
  };
}

function toRefusal(body: unknown): AppError {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const code = errorCodes.find((known) => known === error.code) ?? 'UNAVAILABLE';
  const hidden: readonly ErrorCode[] = ['UNAUTHENTICATED', 'INTERNAL'];
  if (hidden.includes(code))
    return new AppError('UNAVAILABLE', 'The sandbox could not answer.', { cause: error.message });
  const message = typeof error.message === 'string' ? error.message : 'The sandbox refused this.';
  return new AppError(code, message, isRecord(error.fields) ? { fields: toTexts(error.fields) } : {});
}

function toTexts(fields: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, String(value)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The sandbox is our own process, checked by the control token: its shapes are taken at their word. */
function trusted<T>(body: unknown): T {
  return body as T;
}
