import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { outbox } from '@dovecote/db/schema/outbox';
import { createTransport } from '@dovecote/telegram/transport';
import type { BotRecord } from './bot-record';
import type { OutboxRow } from './outbox-row';
import { OutboxStore } from './outbox-store';
import type { RuntimeBench } from './runtime-bench.test-helper';
import { Sender } from './sender';

export interface ReceivedCall {
  botId: string;
  method: string;
  chatId: string;
  text: string;
  payload: Record<string, unknown>;
  /** Answers as the Bot API does. */
  answer(body: object): void;
  /** Breaks the connection in place of an answer. */
  breakOff(): void;
}

export const sentMessage = { ok: true, result: { message_id: 1 } };

/** A Bot API server that does with each call what the test says, and keeps what it was sent. */
export async function startBotApi(react: (call: ReceivedCall) => void) {
  const received: ReceivedCall[] = [];
  const server = createServer(async (req, res) => {
    const payload = JSON.parse(await text(req)) as { chat_id: number; text: string };
    const [, botId = '', method = ''] = /bot_token-of-(\w+)\/(\w+)/.exec(req.url ?? '') ?? [];
    const call = {
      botId,
      method,
      chatId: String(payload.chat_id),
      text: payload.text,
      payload,
      answer: (body: object) => answerJson(res, body),
      breakOff: () => void res.destroy(),
    };
    received.push(call);
    react(call);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerJson(res: ServerResponse, body: object): void {
  res.writeHead('error_code' in body ? Number(body.error_code) : 200, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}

/** A sender with its real store and transport, on a clock that stands still unless the test moves it. */
export function createSender(bench: RuntimeBench) {
  const transport = createTransport();
  const clock = { nowMs: 1_000_000 };
  const lease = { isValid: true };
  const silent: string[] = [];
  const refused: string[] = [];
  const sender = new Sender({
    transport,
    store: new OutboxStore(bench.db, () => new Date(), bench.logger),
    nowMs: () => clock.nowMs,
    clock: () => new Date(),
    random: () => 0,
    isLeaseValid: () => lease.isValid,
    onUnauthorized: (botId) => void refused.push(botId),
    onSilence: (botId, isSilent) => void (isSilent && silent.push(botId)),
    pacers: new Map(),
  });
  const opened: string[] = [];
  return {
    sender,
    clock,
    lease,
    /** Bots whose calls went without an answer too often, as often as that happened. */
    silent,
    /** Bots whose token was refused. */
    refused,
    open(record: BotRecord): void {
      opened.push(record.id);
      sender.open(record, 1);
    },
    async close(): Promise<void> {
      for (const botId of opened) sender.hold(botId);
      await transport.close();
      for (const botId of opened) await sender.close(botId);
    },
  };
}

let lastId = 0;

/** A call that is the process's own to send. */
export function outboxRow(chatId: string, set: Partial<OutboxRow> = {}): OutboxRow {
  lastId += 1;
  return {
    id: lastId,
    updateId: null,
    chatId,
    method: 'sendMessage',
    payload: { chat_id: Number(chatId), text: 'hello' },
    policy: 'never_twice',
    state: 'sending',
    attempts: 0,
    createdAt: new Date(),
    ...set,
  };
}

/** A call in the database that is the process's own to send; its id. */
export async function insertCall(
  bench: RuntimeBench,
  bot: BotRecord,
  chatId: string,
  position: number,
  state: 'queued' | 'sending' = 'sending',
  parameters: object = {},
): Promise<number> {
  const payload = bot.calls.seal(JSON.stringify(parameters), { row: bot.id, column: 'payload' });
  const [stored] = await bench.db
    .insert(outbox)
    .values({
      workspaceId: bot.workspaceId,
      botId: bot.id,
      position,
      chatId,
      method: 'sendMessage',
      payload,
      policy: 'never_lost',
      state,
    })
    .returning();
  return stored?.id ?? 0;
}
