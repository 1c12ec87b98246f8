import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const fingerprintKey = randomBytes(32);

/**
 * A secret in memory. Printing, serialising or interpolating it gives `[secret:bot_token#ab12]`; `use` is the only way
 * in. The fingerprint holds within one process only, so that it tells nothing about a guessable secret.
 */
export class Secret {
  readonly #value: string;
  readonly #purpose: string;

  constructor(value: string, purpose: string) {
    this.#value = value;
    this.#purpose = purpose;
  }

  /** Hands the value to `fn`; what `fn` returns must not carry it on. */
  use<T>(fn: (value: string) => T): T {
    return fn(this.#value);
  }

  /** Compares in constant time. */
  equals(candidate: string): boolean {
    const digest = (text: string) => createHmac('sha256', fingerprintKey).update(text).digest();
    return timingSafeEqual(digest(this.#value), digest(candidate));
  }

  toString(): string {
    const fingerprint = createHmac('sha256', fingerprintKey).update(this.#value).digest('hex').slice(0, 4);
    return `[secret:${this.#purpose}#${fingerprint}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
