import type { TestBot } from './manager-bench.test-helper';

let lastUpdateId = 5_000;

/** A private message as Telegram delivers it to the bot's webhook; the answer's status and the update's id. */
export async function deliver(publicUrl: string, bot: TestBot, text: string, chatId = 77) {
  lastUpdateId += 1;
  const from = { id: chatId, is_bot: false, first_name: 'Ann', language_code: 'en' };
  const chat = { id: chatId, type: 'private', first_name: 'Ann' };
  const entities = text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length }] : [];
  const message = { message_id: lastUpdateId, date: 1_700_000_000, from, chat, text, entities };
  const updateId = lastUpdateId;
  const response = await fetch(`${publicUrl}/tg/${bot.webhookPath}`, {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': bot.webhookSecret },
    body: JSON.stringify({ update_id: updateId, message }),
  });
  return { status: response.status, updateId: String(updateId) };
}
