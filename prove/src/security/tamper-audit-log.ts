import { appendAuditEvent } from '@dovecote/services/audit/append-audit-event';
import { tamperAndCheck, tampers } from '@dovecote/services/audit/tamper-audit.test-helper';
import { checkChains } from '@dovecote/services/audit/verify-audit-log';
import { systemContext, type UserActor } from '@dovecote/services/service-context';
import { generateKey } from '@dovecote/vault/key-ring';
import { atLeast, none, type TableRow } from '../print-table';
import { openDatabase } from './open-database';
import type { Proof } from './prove-security';

const chain = 'ws_proof';
const events = 24;

/** The log changed with the whole database in hand, in every way we know: the check must point to the very place. */
export async function tamperAuditLog({ isFull, random, say }: Proof): Promise<TableRow[]> {
  const tries = isFull ? 10_000 : 200;
  const database = await openDatabase(generateKey('prove'));
  try {
    const { services, owner } = database;
    const ctx = systemContext(services, 'req_proof');
    const actor: UserActor = { kind: 'user', userId: 'usr_proof', sessionId: 'ses_proof', platformRole: 'user' };
    for (let index = 0; index < events; index += 1) {
      await ctx.db.transaction(async (tx) => {
        const input = { action: 'bot.tested', targetType: 'bot', targetId: `bot_${index}`, after: { index } } as const;
        await appendAuditEvent(tx, index % 2 === 0 ? { ...ctx, actor } : ctx, { workspaceId: chain, ...input });
      });
    }
    let misplaced = 0;
    for (let tried = 1; tried <= tries; tried += 1) {
      const [, tamper] = tampers[tried % tampers.length] ?? [];
      if (!tamper) continue;
      const { verdict, expected } = await tamperAndCheck(owner.db, services.vault, chain, tamper, () => random.next());
      const { firstBad } = verdict;
      if (firstBad?.chain !== expected.chain || firstBad.seq !== expected.seq) misplaced += 1;
      if (tried % 2_500 === 0) say(`${tried} changed logs checked`);
    }
    const verdict = await checkChains(ctx);
    return [
      atLeast('events of the untouched log that verify', verdict.ok ? verdict.checked : 0, events),
      none(`changes of the log not located, of ${tries}`, misplaced),
    ];
  } finally {
    await database.remove();
  }
}
