import { createHmac, timingSafeEqual } from 'node:crypto';

const version = '1';
const macLength = 8;
/** Telegram's bound on `callback_data`. */
export const callbackDataBytesMax = 64;

export interface CallbackTarget {
  moduleId: string;
  action: string;
  argument: string;
}

/** A button's payload: versioned, signed with the bot's own key, at most 64 bytes; throws if it would be longer. */
export function encodeCallbackData(key: string, target: CallbackTarget): string {
  const body = [version, target.moduleId, target.action, target.argument].join(':');
  const data = `${body}:${mac(key, body)}`;
  if (Buffer.byteLength(data) > callbackDataBytesMax) {
    throw new RangeError(`The button payload of ${target.moduleId}.${target.action} is longer than 64 bytes.`);
  }
  return data;
}

/** The payload's target, or null if it is old, foreign or forged. */
export function decodeCallbackData(key: string, data: string): CallbackTarget | null {
  const cut = data.lastIndexOf(':');
  const body = data.slice(0, Math.max(cut, 0));
  const given = Buffer.from(data.slice(cut + 1));
  const expected = Buffer.from(mac(key, body));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [seen, moduleId, action, ...rest] = body.split(':');
  if (seen !== version || !moduleId || !action) return null;
  return { moduleId, action, argument: rest.join(':') };
}

function mac(key: string, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url').slice(0, macLength);
}
