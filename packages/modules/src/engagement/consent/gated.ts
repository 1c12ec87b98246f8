import type { HandlerResult } from '../../kit/module-handlers';
import type { EngagementContext } from '../engagement-context';
import { button, type Screen } from '../handlers/screen';
import { personLink } from '../referrals/person-link';
import { type Gate, readGate } from './read-gate';

type Inner<Result> = (ctx: EngagementContext, argument: string) => Promise<Result> | Result;

/** Runs a handler for those of whom something may be kept; others are asked for what is missing. */
export function gated<Result>(
  handler: Inner<Result>,
): (ctx: EngagementContext, argument?: string) => Promise<Result | undefined> {
  return async (ctx, argument = '') => {
    const gate = await readGate(ctx);
    if (gate === 'open') return handler(ctx, argument);
    ctx.answerCallback();
    showGate(ctx, gate);
    return undefined;
  };
}

/** The same for what may be nobody's: it is passed on while something is missing. */
export function gatedQuietly(handler: Inner<HandlerResult>): (ctx: EngagementContext) => Promise<HandlerResult> {
  return async (ctx) => ((await readGate(ctx)) === 'open' ? handler(ctx, '') : 'pass');
}

/** Asks for what is missing; in a group only says where. */
export function showGate(ctx: EngagementContext, gate: Gate): void {
  if (ctx.contact.kind !== 'private') {
    const url = `https://t.me/${ctx.bot.username}?start=hello`;
    ctx.reply(ctx.t('gate.inPrivate'), { buttons: [[{ text: ctx.t('private.open'), url }]] });
    return;
  }
  const { text, buttons } = gateScreen(ctx, gate);
  if (ctx.update.callback_query) ctx.edit(text, { buttons });
  else ctx.reply(text, { buttons });
}

function gateScreen(ctx: EngagementContext, gate: Gate): Screen {
  const { minimumAge } = ctx.settings;
  if (gate === 'age') {
    const choices = [
      button(ctx, ctx.t('gate.older', { age: minimumAge }), 'age', 'yes'),
      button(ctx, ctx.t('gate.younger'), 'age', 'no'),
    ];
    return { text: ctx.t('gate.age', { age: minimumAge }), buttons: [choices] };
  }
  if (gate === 'guardian') {
    const link = personLink(ctx, 'guard', ctx.contact.userId ?? '0');
    const query = new URLSearchParams({ url: link, text: ctx.t('gate.ask', { name: ctx.bot.name }) });
    return {
      text: `${ctx.t('gate.guardian')}\n\n${link}`,
      buttons: [[{ text: ctx.t('refer.send'), url: `https://t.me/share/url?${query}` }]],
    };
  }
  return { text: ctx.t('gate.consent'), buttons: [[button(ctx, ctx.t('gate.agree'), 'agree')]] };
}
