import type { CoreContext } from '../core-context';

/** Sends the person what every module keeps of them, as a file. */
export async function mydata(ctx: CoreContext): Promise<void> {
  const modules: Record<string, unknown> = {};
  for (const { definition, readExport } of ctx.modules) modules[definition.id] = await readExport();
  const { bot, contact } = ctx;
  const about = { bot: bot.username, person: contact.chatId, at: ctx.clock().toISOString(), modules };
  ctx.replyFile({
    fileName: `${bot.username}-my-data.json`,
    text: JSON.stringify(about, null, 2),
    caption: ctx.t('mydata.caption', { bot: bot.name }),
  });
}
