import { createHash, randomBytes, randomInt } from 'node:crypto';
import { AppError } from '@dovecote/errors/app-error';
import { WebhookSender } from './delivery/webhook-sender';
import { SandboxBot, type SandboxContext } from './sandbox-bot';
import { createBotState } from './state/bot-state';
import type { BotKey } from './store/sandbox-store';

export interface BornBot {
  /** Told once; only its hash is kept. */
  token: string;
  username: string;
  telegramId: string;
}

const idleMs = 60_000;

/** The bots of the sandbox: reads them when they are needed and keeps those in use in memory. */
export class BotRegistry {
  private readonly bots = new Map<string, SandboxBot>();
  private readonly senders = new Map<SandboxBot, WebhookSender>();
  private readonly idsByHash = new Map<string, string>();

  constructor(private readonly context: SandboxContext) {}

  /** @throws AppError `CONFLICT` for a taken username, `PLAN_LIMIT` when the workspace has its share of bots. */
  async createBot(input: {
    workspaceId: string;
    username?: string | undefined;
    name?: string | undefined;
  }): Promise<BornBot> {
    const { store, limits } = this.context;
    if ((await store.countBots(input.workspaceId)) >= limits.botsPerWorkspaceMax) {
      throw new AppError(
        'PLAN_LIMIT',
        `A workspace can have ${limits.botsPerWorkspaceMax} sandbox bots. Delete one first.`,
      );
    }
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const username = (input.username ?? `sandbox_${randomBytes(5).toString('hex')}_bot`).toLowerCase();
      const telegramId = String(randomInt(5_000_000_000, 9_000_000_000));
      const token = newToken(telegramId);
      const { workspaceId, name = 'Sandbox bot' } = input;
      const identity = { telegramId, workspaceId, username, tokenHash: hashToken(token), name };
      if (await store.createBot(identity, createBotState(randomInt(1_000_000, 900_000_000)))) {
        return { token, username, telegramId };
      }
      if (input.username !== undefined && (await store.findBot({ username })) !== null) {
        throw new AppError('CONFLICT', `The username ${username} is taken.`, { fields: { username: 'is taken' } });
      }
    }
    throw new AppError('UNAVAILABLE', 'No free username was found. Try again.');
  }

  async findByToken(token: string): Promise<SandboxBot | null> {
    const tokenHash = hashToken(token);
    const knownId = this.idsByHash.get(tokenHash);
    const bot = await (knownId === undefined ? this.load({ tokenHash }) : this.findById(knownId));
    if (bot !== null) this.idsByHash.set(tokenHash, bot.identity.telegramId);
    return bot;
  }

  async findByUsername(username: string): Promise<SandboxBot | null> {
    return await this.load({ username: username.replace(/^@/, '').toLowerCase() });
  }

  async findById(telegramId: string): Promise<SandboxBot | null> {
    const known = this.bots.get(telegramId);
    if (known === undefined) return await this.load({ telegramId });
    return this.touch(known);
  }

  /** Gives the bot another token, as @BotFather's /revoke does: the former one is worth nothing from then on. */
  async renewToken(bot: SandboxBot): Promise<string> {
    const { telegramId, tokenHash } = bot.identity;
    const token = newToken(telegramId);
    await this.context.store.setTokenHash(telegramId, hashToken(token));
    bot.identity.tokenHash = hashToken(token);
    this.idsByHash.delete(tokenHash);
    return token;
  }

  async removeBot(bot: SandboxBot): Promise<void> {
    const { telegramId, tokenHash } = bot.identity;
    bot.isRemoved = true;
    this.bots.delete(telegramId);
    this.idsByHash.delete(tokenHash);
    await this.stopSender(bot);
    await this.context.store.removeBot(telegramId);
  }

  /** Takes up deliveries that a restart interrupted. */
  async resumeWebhooks(): Promise<void> {
    for (const telegramId of await this.context.store.listWebhookBots()) await this.findById(telegramId);
  }

  /** Starts or stops a bot's deliveries as its webhook says. */
  syncWebhook(bot: SandboxBot): void {
    const isWanted = bot.state.webhook !== null && !bot.isRemoved;
    if (isWanted && !this.senders.has(bot)) this.senders.set(bot, new WebhookSender(bot));
    if (!isWanted) void this.stopSender(bot);
  }

  /** Stops deliveries and writes what is not yet durable, if the store takes it: nothing of it was acknowledged. */
  async close(): Promise<void> {
    await Promise.all([...this.senders.keys()].map((bot) => this.stopSender(bot)));
    await Promise.allSettled([...this.bots.values()].map((bot) => bot.persistence.flush()));
  }

  private async stopSender(bot: SandboxBot): Promise<void> {
    const sender = this.senders.get(bot);
    this.senders.delete(bot);
    await sender?.close();
  }

  private async load(key: BotKey): Promise<SandboxBot | null> {
    const stored = await this.context.store.findBot(key);
    if (stored === null) return null;
    const { telegramId } = stored;
    const known = this.bots.get(telegramId);
    if (known !== undefined) return this.touch(known);
    const bot = new SandboxBot(stored, this.context);
    this.bots.set(telegramId, bot);
    this.syncWebhook(bot);
    this.dropIdle();
    return bot;
  }

  /** The map's order is that of use. */
  private touch(bot: SandboxBot): SandboxBot {
    const { telegramId } = bot.identity;
    bot.touchedAtMs = performance.now();
    this.bots.delete(telegramId);
    this.bots.set(telegramId, bot);
    return bot;
  }

  private dropIdle(): void {
    for (const [telegramId, bot] of this.bots) {
      if (this.bots.size <= this.context.limits.loadedBotsMax) return;
      const isRecent = performance.now() - bot.touchedAtMs < idleMs;
      if (isRecent || !bot.persistence.isIdle || bot.endPoll !== null || this.senders.has(bot)) continue;
      this.bots.delete(telegramId);
      this.idsByHash.delete(bot.identity.tokenHash);
    }
  }
}

function newToken(telegramId: string): string {
  return `${telegramId}:AA${randomBytes(25).toString('base64url').slice(0, 33)}`;
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
