import { Bot } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox, workspaceId } from './sandbox.test-helper';

let sandbox: TestSandbox;
let bot: Bot;
let username: string;
let chatId: number;
let offset = 0;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  const born = await sandbox.createBot();
  username = born.username;
  bot = new Bot(born.token, { client: { apiRoot: sandbox.apiRoot } });
  await sandbox.say(username, 'hello');
  offset = 0;
  chatId = (await updates())[0]?.message?.chat.id ?? 0;
});

afterEach(async () => await sandbox.server.close());

async function updates() {
  const found = await bot.api.getUpdates({ offset, timeout: 1 });
  offset = (found.at(-1)?.update_id ?? offset - 1) + 1;
  return found;
}
const invoice = () =>
  bot.api.sendInvoice(chatId, 'Tea', 'A cup of tea', 'order-7', 'XTR', [{ label: 'Tea', amount: 25 }]);
const pay = (messageId: number) => sandbox.control('POST', `/chats/${username}/payments`, { workspaceId, messageId });

test('a person pays with Stars what the bot agreed to, once delivered by charge id, and gets it back once', async () => {
  const { message_id } = await invoice();
  const paying = pay(message_id);
  const [asked] = await updates();
  expect(asked?.pre_checkout_query).toMatchObject({ currency: 'XTR', total_amount: 25, invoice_payload: 'order-7' });
  await bot.api.answerPreCheckoutQuery(asked?.pre_checkout_query?.id ?? '', true);
  const { status, body } = await paying;
  expect(status).toBe(201);
  const charge = (body as { chargeId: string }).chargeId;
  const [paid] = await updates();
  expect(paid?.message?.successful_payment).toMatchObject({
    telegram_payment_charge_id: charge,
    invoice_payload: 'order-7',
  });
  expect(await bot.api.raw.getMyStarBalance()).toEqual({ amount: 25 });
  const person = paid?.message?.from?.id ?? 0;
  await bot.api.refundStarPayment(person, charge);
  await expect(bot.api.refundStarPayment(person, charge)).rejects.toMatchObject({
    description: expect.stringContaining('CHARGE_ALREADY_REFUNDED'),
  });
  expect(await bot.api.raw.getMyStarBalance()).toEqual({ amount: 0 });
});

test('a checkout the bot refuses is not paid, and one it answered twice or never asked for is refused', async () => {
  const { message_id } = await invoice();
  const paying = pay(message_id);
  const [asked] = await updates();
  const id = asked?.pre_checkout_query?.id ?? '';
  await bot.api.answerPreCheckoutQuery(id, false, { error_message: 'Sold out' });
  expect(await paying).toMatchObject({ status: 409, body: { error: { message: 'Sold out' } } });
  await expect(bot.api.answerPreCheckoutQuery(id, true)).rejects.toMatchObject({ error_code: 400 });
  expect((await pay(999)).status).toBe(404);
});

test('an invoice needs Stars, one price, a title and a payload', async () => {
  const send = (more: object) =>
    bot.api.raw.sendInvoice({
      chat_id: chatId,
      title: 'Tea',
      description: 'A cup',
      payload: 'p',
      currency: 'XTR',
      prices: [{ label: 'Tea', amount: 5 }],
      ...more,
    });
  for (const more of [
    { title: '' },
    { payload: '' },
    { currency: 'EUR' },
    { prices: [] },
    { prices: [{ label: 'x', amount: 0 }] },
  ]) {
    await expect(send(more)).rejects.toMatchObject({ error_code: 400 });
  }
});

test('the server’s time moves forward for everything it dates', async () => {
  const day = 86_400_000;
  const moved = await sandbox.control<{ now: string }>('POST', '/clock', { advanceMs: 3 * day });
  expect(Date.parse(moved.body.now) - Date.now()).toBeGreaterThan(2.9 * day);
  await sandbox.say(username, 'later');
  const [later] = await updates();
  expect((later?.message?.date ?? 0) * 1000 - Date.now()).toBeGreaterThan(2.9 * day);
});
