import { parseCleanJson } from './clean-text';
import { badRequest } from './refusal';

export interface Upload {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** The parameters of a call, all as text: that is how the Bot API reads them, whatever way they were sent. */
export class Params {
  constructor(
    readonly values: Record<string, string>,
    readonly uploads: ReadonlyMap<string, Upload> = new Map(),
  ) {}

  text(name: string): string {
    return Object.hasOwn(this.values, name) ? (this.values[name] ?? '') : '';
  }

  has(name: string): boolean {
    return Object.hasOwn(this.values, name);
  }

  /** Like the Bot API, reads what is not a whole number as `fallback`. */
  integer(name: string, fallback = 0): number {
    const text = this.text(name).trim();
    return /^[+-]?\d{1,16}$/.test(text) ? Number(text) : fallback;
  }

  decimal(name: string): number | null {
    const text = this.text(name).trim();
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase());
  }

  /** The value of a JSON parameter, or null if it is absent. */
  json(name: string, wordsIfMalformed: string): unknown {
    const text = this.text(name);
    if (text === '') return null;
    try {
      return parseCleanJson(text);
    } catch {
      throw badRequest(wordsIfMalformed);
    }
  }

  chatId(name = 'chat_id'): number {
    if (this.text(name) === '') throw badRequest(`${name} is empty`);
    const chatId = this.integer(name, Number.NaN);
    if (Number.isNaN(chatId)) throw badRequest('chat not found');
    return chatId;
  }

  messageId(name = 'message_id'): number {
    const messageId = this.integer(name);
    if (messageId <= 0) throw badRequest('message identifier is not specified');
    return messageId;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
