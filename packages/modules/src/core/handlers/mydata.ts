import { sql } from 'drizzle-orm';
import type { ExportedTable } from '../../kit/contact-export';
import { fitExport } from '../../kit/fit-export';
import type { CoreContext } from '../core-context';

const everyMs = 60 * 60_000;
/** A flush carries what many people are sent. */
const bytesMax = 1024 * 1024;
/** The job that ends the wait; until then its row says that there was a copy. */
const waitJob = 'mydataWait';

/** Sends the person what every module keeps of them, as a file; once an hour. */
export async function mydata(ctx: CoreContext): Promise<void> {
  const { bot, contact } = ctx;
  const now = ctx.clock();
  const until = await readWait(ctx);
  if (until && until > now) {
    const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000);
    ctx.reply(ctx.t('mydata.wait', { minutes }));
    return;
  }
  ctx.schedule(waitJob, { key: contact.chatId, runAt: new Date(now.getTime() + everyMs) });
  const found: Record<string, Record<string, ExportedTable>> = {};
  for (const { definition, readExport } of await ctx.everyModule()) found[definition.id] = await readExport();
  const about = { bot: bot.username, person: contact.chatId, at: now.toISOString(), ...fitExport(found, bytesMax) };
  ctx.replyFile({
    fileName: `${bot.username}-my-data.json`,
    text: JSON.stringify(about),
    caption: ctx.t('mydata.caption', { bot: bot.name }),
  });
}

async function readWait({ reader: { db, workspaceId, botId }, contact }: CoreContext): Promise<Date | null> {
  const result = await db.execute<{ run_at: string | Date }>(sql`
    select run_at from module_jobs where workspace_id = ${workspaceId} and bot_id = ${botId}
      and module_id = 'core' and job = ${waitJob} and key = ${contact.chatId}`);
  const [row] = result.rows;
  return row ? new Date(row.run_at) : null;
}
