import { importsOf, type SourceFile } from './source-files';

/** Verbs that write and need no event, each with the reason. */
export const unauditedVerbs: Readonly<Record<string, string>> = {
  'people/check-session': 'notes when a session was last seen',
  'passkeys/ask-for-passkey': 'keeps a challenge for five minutes; the sign-in it leads to is audited',
  'passkeys/begin-passkey': 'keeps a challenge for five minutes; the passkey it leads to is audited',
  'passkeys/verify-passkey': 'moves a counter; the sign-in or step-up it belongs to is audited',
  'second-factor/get-second-factor': 'writes nothing: it shares a file with what does',
  'mails/deliver-mail': 'carries out what an audited act queued',
  'drafts/create-draft': 'a scratch of the wizard; the bot made from it is audited',
  'drafts/save-draft': 'a scratch of the wizard; the bot made from it is audited',
  'drafts/discard-draft': 'a scratch of the wizard; the bot made from it is audited',
  'people/create-refresh-token': 'part of a sign-in, which is audited as the session it starts',
  'people/redeem-one-time-link': 'part of a sign-in, which is audited as the session it starts',
};

const verbs = 'packages/services/src/';
const writes = /\b(?:tx|db)\s*\.\s*(?:insert|update|delete)\(|insert into|update \w+ set|delete from/;
const audit = 'audit/append-audit-event';

/** Verbs of the services that others call, that write, and that reach no audit event; empty when all is well. */
export function checkAudit(files: readonly SourceFile[]): string[] {
  const texts = new Map(
    files
      .filter((file) => file.path.startsWith(verbs) && !file.isTest)
      .map((file) => [file.path.slice(verbs.length).replace(/\.ts$/, ''), file.text]),
  );
  const called = new Set(
    files
      .filter((file) => !file.path.startsWith(verbs) && !file.isTest)
      .flatMap((file) => importsOf(file.text).filter(({ isTypeOnly }) => !isTypeOnly))
      .flatMap(({ specifier }) => /^@dovecote\/services\/(.+)$/.exec(specifier)?.[1] ?? []),
  );
  return [...called].sort().flatMap((verb) => {
    const reached = reach(verb, texts);
    const isWriting = [...reached].some((name) => name !== audit && writes.test(texts.get(name) ?? ''));
    if (!isWriting || reached.has(audit)) return [];
    return [`${verbs}${verb}.ts writes and appends no audit event.`];
  });
}

/** The file and everything of the services it needs at run time. */
function reach(start: string, texts: ReadonlyMap<string, string>): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    const text = texts.get(name);
    if (text === undefined || reached.has(name) || name in unauditedVerbs) return;
    reached.add(name);
    for (const { specifier, isTypeOnly } of importsOf(text)) {
      if (!isTypeOnly && specifier.startsWith('.')) visit(new URL(specifier, `file:///${name}`).pathname.slice(1));
    }
  };
  visit(start);
  return reached;
}
