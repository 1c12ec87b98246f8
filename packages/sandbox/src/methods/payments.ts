import { isRecord, type Params } from '../params';
import { badRequest } from '../refusal';
import type { SandboxInvoice } from '../state/sandbox-message';
import type { Method } from './method-context';
import { getWritableChat, sendContent } from './outgoing';

/** How long a bot may take to answer a checkout. @see https://core.telegram.org/bots/api#answerprecheckoutquery */
export const checkoutLifeMs = 10_000;

/** Stars only. @see https://core.telegram.org/bots/api#sendinvoice */
export const sendInvoice: Method = (ctx) => {
  const { bot, params } = ctx;
  const invoice = readInvoice(params);
  const chat = getWritableChat(ctx);
  const message = sendContent(ctx, chat, { invoice });
  const stored = bot.findMessage(chat, message.message_id);
  if (stored !== null) stored.invoicePayload = params.text('payload');
  return message;
};

/** @see https://core.telegram.org/bots/api#answerprecheckoutquery */
export const answerPreCheckoutQuery: Method = ({ bot, params }) => {
  const id = params.text('pre_checkout_query_id');
  const isOk = params.flag('ok');
  const words = params.text('error_message');
  if (!isOk && words === '') throw badRequest('error message is empty');
  for (const chat of bot.chats.values()) {
    const checkout = chat.checkouts.find((one) => one.id === id);
    if (checkout === undefined) continue;
    if (bot.context.clock.nowMs() - checkout.createdAtMs > checkoutLifeMs || checkout.answer) break;
    checkout.answer = { isOk, words };
    bot.changeChat(chat);
    return true;
  }
  throw badRequest('query is too old and response timeout expired or query ID is invalid');
};

/** @see https://core.telegram.org/bots/api#refundstarpayment */
export const refundStarPayment: Method = ({ bot, params }) => {
  const found = bot.state.payments[params.text('telegram_payment_charge_id')];
  if (found === undefined || found.personId !== params.integer('user_id')) throw badRequest('CHARGE_NOT_FOUND');
  if (found.isRefunded) throw badRequest('CHARGE_ALREADY_REFUNDED');
  found.isRefunded = true;
  const chat = bot.getChat(found.personId);
  const { provider_payment_charge_id: _provider, ...refunded_payment } = found.payment;
  const message = bot.addMessage(chat, { refunded_payment }, bot.user).message;
  bot.pushUpdate('message', chat.chat.id, message);
  return true;
};

/** @see https://core.telegram.org/bots/api#getmystarbalance */
export const getMyStarBalance: Method = ({ bot }) => {
  const open = Object.values(bot.state.payments).filter(({ isRefunded }) => !isRefunded);
  return { amount: open.reduce((sum, { payment }) => sum + payment.total_amount, 0) };
};

/** @see https://core.telegram.org/bots/api#getstartransactions */
export const getStarTransactions: Method = ({ bot, params }) => {
  const offset = Math.max(0, params.integer('offset'));
  const limit = Math.min(100, Math.max(1, params.integer('limit', 100)));
  const transactions = Object.entries(bot.state.payments).map(([id, { personId, payment, date }]) => ({
    id,
    amount: payment.total_amount,
    date,
    source: {
      type: 'user',
      transaction_type: 'invoice_payment',
      user: bot.chats.get(personId)?.person,
      invoice_payload: payment.invoice_payload,
    },
  }));
  return { transactions: transactions.slice(offset, offset + limit) };
};

function readInvoice(params: Params): SandboxInvoice {
  const title = params.text('title').trim();
  const description = params.text('description').trim();
  const payload = params.text('payload');
  if (title === '' || title.length > 32) throw badRequest('invoice title is invalid');
  if (description === '' || description.length > 255) throw badRequest('invoice description is invalid');
  if (payload === '' || Buffer.byteLength(payload) > 128) throw badRequest('INVOICE_PAYLOAD_INVALID');
  if (params.text('currency') !== 'XTR') throw badRequest('CURRENCY_INVALID');
  const prices = params.json('prices', "can't parse prices JSON object");
  if (!Array.isArray(prices) || prices.length !== 1) throw badRequest('STARS_INVOICE_INVALID');
  const [price] = prices as unknown[];
  const amount = isRecord(price) ? Number(price.amount) : Number.NaN;
  if (!Number.isInteger(amount) || amount < 1 || amount > 25_000) throw badRequest('price amount is invalid');
  return { title, description, start_parameter: params.text('start_parameter'), currency: 'XTR', total_amount: amount };
}
