import { Secret as OtpSecret, TOTP } from 'otpauth';

const periodSeconds = 30;
const seedBytes = 20;
/** Steps before and after the present one whose codes count too: clocks differ (RFC 6238, section 5.2). */
const window = 1;

/** A new seed, in base32 as authenticator apps take it. */
export function newSeed(): string {
  return new OtpSecret({ size: seedBytes }).base32;
}

/** The address an authenticator app reads from the QR code. */
export function otpauthUrl(seed: string, email: string): string {
  return totpOf(seed, email).toString();
}

/** The step a code belongs to, or null for a wrong one. Compared in constant time. */
export function findStep(seed: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(seed, '').validate({ token: code, timestamp, window });
  return delta === null ? null : Math.floor(timestamp / 1000 / periodSeconds) + delta;
}

function totpOf(seed: string, label: string): TOTP {
  const secret = OtpSecret.fromBase32(seed);
  return new TOTP({ issuer: 'Dovecote', label, algorithm: 'SHA1', digits: 6, period: periodSeconds, secret });
}
