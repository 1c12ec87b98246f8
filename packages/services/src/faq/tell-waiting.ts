import type { Tx } from '@dovecote/db/client';
import { moduleJobs } from '@dovecote/db/schema/module-work';
import type { OwnersAnswer } from '@dovecote/modules/faq/handover/answer-waiting';
import { jobPlace } from '@dovecote/modules/kit/job-place';
import { sql } from 'drizzle-orm';
import type { BotRow } from '../bots/describe-bots';
import type { ServiceContext } from '../service-context';
import type { QuestionRow } from './resolve-question';

const job = 'answerWaiting';

/** Has the bot tell whoever waits for the answer to this question. The caller audits afterwards. */
export async function tellWaiting(
  tx: Tx,
  ctx: Pick<ServiceContext, 'vault' | 'clock'>,
  bot: Pick<BotRow, 'workspaceId' | 'id'>,
  { questionHash, resolvedAt }: Pick<QuestionRow, 'questionHash' | 'resolvedAt'>,
  answer: string,
): Promise<void> {
  const sealer = await ctx.vault.sealer(bot.workspaceId, 'faq');
  const now = ctx.clock();
  const said: OwnersAnswer = { answer, resolvedAt: (resolvedAt ?? now).toISOString() };
  const key = { workspaceId: bot.workspaceId, botId: bot.id, moduleId: 'faq', job, key: questionHash };
  const row = { payload: sealer.seal(JSON.stringify(said), jobPlace(bot.id, 'faq', job, questionHash)), runAt: now };
  await tx
    .insert(moduleJobs)
    .values({ ...key, isTask: false, ...row })
    .onConflictDoUpdate({
      target: [moduleJobs.workspaceId, moduleJobs.botId, moduleJobs.moduleId, moduleJobs.job, moduleJobs.key],
      set: { ...row, token: sql`excluded.token`, attempts: 0 },
    });
}
