import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { expect } from 'vitest';
import type { createBench, TestBot } from './manager-bench.test-helper';
import type { Probe } from './probe-module.test-helper';

/** A bot with the probe alone, delivered to by webhook. */
export async function hostProbeBot(
  bench: Awaited<ReturnType<typeof createBench>>,
  probe: Probe,
  firstPort: number,
): Promise<{ bot: TestBot; publicUrl: string }> {
  const port = await findFreePort(firstPort);
  const publicUrl = `http://127.0.0.1:${port}`;
  const bot = await bench.createBot({ transport: 'webhook' }, { probe: {} });
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port }, { modules: probe.modules });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  return { bot, publicUrl };
}

let lastUpdateId = 5_000;

export function nextUpdateId(): number {
  lastUpdateId += 1;
  return lastUpdateId;
}

/** An update of a private message. */
export function privateMessage(text: string, chatId: number, updateId: number) {
  const from = { id: chatId, is_bot: false, first_name: 'Ann', language_code: 'en' };
  const chat = { id: chatId, type: 'private', first_name: 'Ann' };
  const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length }] : [];
  return { update_id: updateId, message: { message_id: updateId, date: 1_700_000_000, from, chat, text, entities } };
}

/** A private message as Telegram delivers it to the bot's webhook; what it is answered, and the update's id. */
export async function deliver(publicUrl: string, bot: TestBot, text: string, chatId = 77, updateId = nextUpdateId()) {
  const response = await fetch(`${publicUrl}/tg/${bot.webhookPath}`, {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': bot.webhookSecret },
    body: JSON.stringify(privateMessage(text, chatId, updateId)),
  });
  return { status: response.status, body: await response.text(), updateId: String(updateId) };
}

/** The same request as it goes over the wire. */
export function deliveryRequest(
  publicUrl: string,
  bot: TestBot,
  text: string,
  chatId: number,
  updateId: number,
): string {
  const body = JSON.stringify(privateMessage(text, chatId, updateId));
  return [
    `POST /tg/${bot.webhookPath} HTTP/1.1`,
    `host: ${new URL(publicUrl).host}`,
    `x-telegram-bot-api-secret-token: ${bot.webhookSecret}`,
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
