import type { KeptData } from '../../kit/definition';
import type { Translate } from '../../kit/module-context';
import type { CoreContext } from '../core-context';

/** What every module that is switched on keeps, why and how long; and who to write to. */
export function privacy(ctx: CoreContext): void {
  const kept = ctx.modules.flatMap(({ definition, t }) => definition.keeps.map((data) => keptLine(ctx, t, data)));
  const contact = ctx.settings.privacyContact.trim();
  const paragraphs = [
    ctx.t('privacy.intro', { bot: ctx.bot.name }),
    [...kept, `• ${ctx.t('privacy.journal')}`].join('\n'),
    ctx.t('privacy.rights'),
    contact === '' ? '' : ctx.t('privacy.contact', { contact }),
  ];
  ctx.reply(paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'));
}

function keptLine(ctx: CoreContext, t: Translate, { purposeKey, days, isUnlinked }: KeptData): string {
  const until = days === null ? ctx.t('privacy.untilDeleted') : ctx.t('privacy.days', { days });
  const line = `• ${t(purposeKey)} — ${until}`;
  return isUnlinked ? `${line} (${ctx.t('privacy.unlinked')})` : line;
}
