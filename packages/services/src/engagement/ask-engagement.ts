import type { Tx } from '@dovecote/db/client';
import { moduleJobs } from '@dovecote/db/schema/module-work';
import { and, eq } from 'drizzle-orm';

export interface AskedWork {
  job: 'referral' | 'approvedPoll';
  key: string;
  /** Whose lane it goes through. */
  chatId: string;
  runAt: Date;
}

/** Lets the bot do a piece of work of the module's, as if the module had asked for it. */
export async function askEngagement(
  tx: Tx,
  bot: { workspaceId: string; id: string },
  { job, key, chatId, runAt }: AskedWork,
): Promise<void> {
  const { workspaceId, id: botId } = bot;
  await tx
    .delete(moduleJobs)
    .where(
      and(
        eq(moduleJobs.workspaceId, workspaceId),
        eq(moduleJobs.botId, botId),
        eq(moduleJobs.moduleId, 'engagement'),
        eq(moduleJobs.job, job),
        eq(moduleJobs.key, key),
      ),
    );
  await tx
    .insert(moduleJobs)
    .values({ workspaceId, botId, moduleId: 'engagement', job, key, isTask: false, chatId, runAt });
}
