export interface BornBot {
  token: string;
  username: string;
  telegramId: string;
}

interface JudgedCall {
  sequence: number;
  method: string;
  parameters: Record<string, string>;
  atMs: number;
  isExecuted: boolean;
}

/** The sandbox server's control side: people who write, and the record of what bots did. */
export class JudgeClient {
  constructor(
    readonly apiRoot: string,
    private readonly controlToken: string,
  ) {}

  createBot(workspaceId: string): Promise<BornBot> {
    return this.#control('POST', '/bots', { workspaceId });
  }

  async write(bot: { username: string; workspaceId: string }, person: string, text: string): Promise<void> {
    await this.#control('POST', `/chats/${bot.username}/messages`, { workspaceId: bot.workspaceId, person, text });
  }

  async personId(bot: { username: string; workspaceId: string }, person: string): Promise<number> {
    const query = new URLSearchParams({ workspaceId: bot.workspaceId, person });
    const view = await this.#control<{ person: { id: number } }>('GET', `/chats/${bot.username}/messages?${query}`);
    return view.person.id;
  }

  async calls(telegramId: string, after: number): Promise<JudgedCall[]> {
    const { calls } = await this.#control<{ calls: JudgedCall[] }>('GET', `/bots/${telegramId}/calls?after=${after}`);
    return calls;
  }

  /** Lets the next `count` calls of the method fail in the given way. */
  async disturb(telegramId: string, rules: { method: string; kind: string; count: number; retryAfter?: number }[]) {
    await this.#control('POST', `/bots/${telegramId}/faults`, { rules });
  }

  async #control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.apiRoot}/control${path}`, {
      method,
      headers: { authorization: `Bearer ${this.controlToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`The judge answered ${response.status} to ${method} ${path}.`);
    return (await response.json()) as Answer;
  }
}
