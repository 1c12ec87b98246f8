import type { mails } from '@dovecote/db/schema/mails';
import type { ServiceContext } from '../service-context';
import { linkMark, mailLinkPlace } from './mail-link-place';

/** The mail's text with its one-time address, for the eyes of its recipient. */
export async function fillMailLink(
  ctx: Pick<ServiceContext, 'vault'>,
  mail: Pick<typeof mails.$inferSelect, 'id' | 'userId' | 'body' | 'link'>,
): Promise<string> {
  if (mail.link === null) return mail.body;
  const link = await ctx.vault.open(mail.link, mailLinkPlace(mail));
  return link.use((address) => mail.body.replaceAll(linkMark, () => address));
}
