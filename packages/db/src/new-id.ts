import { monotonicFactory } from 'ulid';

const idPrefixes = {
  user: 'usr',
  session: 'ses',
  workspace: 'ws',
  bot: 'bot',
  draft: 'drf',
  dataKey: 'dek',
  link: 'lnk',
  mail: 'mail',
  process: 'prc',
  intent: 'int',
  schedule: 'sch',
  auditEvent: 'aud',
  access: 'acc',
  question: 'qst',
  poll: 'pol',
  document: 'doc',
  broadcast: 'brc',
  refreshToken: 'rft',
  securityEvent: 'sev',
  apiKey: 'key',
  invitation: 'inv',
  webhook: 'whe',
  event: 'evt',
  delivery: 'whd',
} as const;

const nextUlid = monotonicFactory();

/** A new prefixed id that sorts by its time of birth, so that lists page by id. */
export function newId(noun: keyof typeof idPrefixes): string {
  return `${idPrefixes[noun]}_${nextUlid().toLowerCase()}`;
}
