import type { CommandScope } from '../../kit/definition';
import type { CoreContext } from '../core-context';

/** Lists what is switched on here, each command once, in the order in which they are answered. */
export function help(ctx: CoreContext): void {
  const excluded: CommandScope = ctx.contact.kind === 'private' ? 'group' : 'private';
  const lines = new Map<string, string>();
  for (const { definition, t } of ctx.modules) {
    for (const command of definition.commands) {
      if (command.scope === excluded || lines.has(command.name)) continue;
      lines.set(command.name, t(command.descriptionKey));
    }
  }
  for (const own of ctx.settings.commands) {
    if (!lines.has(own.name)) lines.set(own.name, own.description);
  }
  const list = [...lines].map(([name, description]) => `/${name} — ${description}`).join('\n');
  ctx.reply(`${ctx.t('help.intro', { bot: ctx.bot.name })}\n\n${list}`);
}
