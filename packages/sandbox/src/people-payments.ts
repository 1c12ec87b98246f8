import { randomBytes } from 'node:crypto';
import { AppError } from '@dovecote/errors/app-error';
import { assertRoom } from './assert-room';
import type { SandboxBot } from './sandbox-bot';
import type { ChatState, CheckoutState } from './state/bot-state';
import type { SandboxPayment, SandboxUser } from './state/sandbox-message';

const checkoutsKept = 20;

/** A person presses "pay"; the bot has ten seconds to agree. */
export function beginCheckout(bot: SandboxBot, chat: ChatState, person: SandboxUser, messageId: number): CheckoutState {
  assertRoom(bot);
  const stored = bot.findMessage(chat, messageId);
  const invoice = stored?.message.invoice;
  if (stored === null || invoice === undefined) throw new AppError('NOT_FOUND', 'The chat has no such invoice.');
  const id = randomBytes(8).readBigUInt64BE().toString();
  const checkout: CheckoutState = { id, messageId, personId: person.id, createdAtMs: bot.context.clock.nowMs() };
  chat.checkouts = [...chat.checkouts.slice(1 - checkoutsKept), checkout];
  bot.changeChat(chat);
  const { currency, total_amount } = invoice;
  const query = { id, from: person, currency, total_amount, invoice_payload: stored.invoicePayload ?? '' };
  bot.pushUpdate('pre_checkout_query', chat.chat.id, query);
  return checkout;
}

/** Pays what the bot agreed to; it gets the one message it may deliver on. */
export function pay(bot: SandboxBot, chat: ChatState, person: SandboxUser, checkout: CheckoutState): SandboxPayment {
  const stored = bot.findMessage(chat, checkout.messageId);
  const invoice = stored?.message.invoice;
  if (stored === null || invoice === undefined) throw new AppError('NOT_FOUND', 'The chat has no such invoice.');
  const payment: SandboxPayment = {
    currency: invoice.currency,
    total_amount: invoice.total_amount,
    invoice_payload: stored.invoicePayload ?? '',
    telegram_payment_charge_id: `stx${randomBytes(18).toString('base64url')}`,
    provider_payment_charge_id: String(bot.state.nextUpdateId),
  };
  const charge = payment.telegram_payment_charge_id;
  bot.state.payments[charge] = { personId: person.id, payment, date: bot.nowSeconds, isRefunded: false };
  bot.pushUpdate('message', chat.chat.id, bot.addMessage(chat, { successful_payment: payment }, person).message);
  return payment;
}
