import { randomInt } from 'node:crypto';
import { faqBots } from '@dovecote/db/schema/faq';
import { hashCode } from '@dovecote/modules/faq/handover/hash-code';
import { z } from 'zod';
import { appendAuditEvent } from '../../audit/append-audit-event';
import { getBotRow } from '../../bots/get-bot-row';
import type { ServiceContext } from '../../service-context';

const codeLength = 10;
/** Without letters and digits that look alike. */
const codeSigns = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeMs = 15 * 60_000;

export const groupCodeSchema = z.object({ code: z.string(), command: z.string(), expiresAt: z.string() });

/** A code that connects one group, once, within fifteen minutes; it stands in this answer only. An older one is void. */
export async function createGroupCode(ctx: ServiceContext, botId: string): Promise<z.output<typeof groupCodeSchema>> {
  const bot = await getBotRow(ctx, botId, 'modules.save');
  const code = Array.from({ length: codeLength }, () => codeSigns[randomInt(codeSigns.length)] ?? '').join('');
  const codeExpiresAt = new Date(ctx.clock().getTime() + codeMs);
  await ctx.db.transaction(async (tx) => {
    const set = { codeHash: hashCode(code), codeExpiresAt };
    await tx
      .insert(faqBots)
      .values({ workspaceId: bot.workspaceId, botId: bot.id, ...set })
      .onConflictDoUpdate({ target: [faqBots.workspaceId, faqBots.botId], set });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'faq.group_code_created',
      targetType: 'bot',
      targetId: bot.id,
    });
  });
  return { code, command: `/connect@${bot.username} ${code}`, expiresAt: codeExpiresAt.toISOString() };
}
