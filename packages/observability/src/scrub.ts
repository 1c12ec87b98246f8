const rules: readonly (readonly [RegExp, string])[] = [
  [/\d{6,}(?::|%3A)[A-Za-z0-9_-]{30,}/gi, '[redacted:bot_token]'],
  [/\/bot\d+(?::|%3A)[^/\s"'\\]+/gi, '/bot[redacted:bot_token]'],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 [redacted]'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, '[redacted:jwt]'],
  [/\bwhsec_[A-Za-z0-9+/=_-]{16,}/g, '[redacted:webhook_secret]'],
  [/\bdvk_[A-Za-z0-9_-]{16,}/g, '[redacted:api_key]'],
  [/\bdv_[a-z]+_[A-Za-z0-9_-]{16,}/g, '[redacted:dovecote_secret]'],
  [/\bv1(?:\|[A-Za-z0-9_-]+){5,6}/g, '[redacted:sealed]'],
  [/([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'\\]{1,300}@/gi, '$1[redacted]@'],
];

/**
 * The text without anything shaped like a secret: bot tokens, bearer tokens, JWTs, our own `dv_` secrets, envelopes and
 * passwords in addresses. The last gate before every sink; it works on whole serialized lines.
 */
export function scrub(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of rules) clean = clean.replace(pattern, replacement);
  return clean;
}
