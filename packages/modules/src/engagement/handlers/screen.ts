import type { InlineKeyboardButton } from 'grammy/types';
import type { EngagementContext } from '../engagement-context';
import { personOf } from '../people/person-of';
import { settle } from '../people/settle';
import { Sheet } from '../people/sheet';

/** What one message shows: a press edits it. */
export interface Screen {
  text: string;
  buttons: InlineKeyboardButton[][];
  /** Said in the button's bubble. */
  notice?: string;
}

/** Shows a screen of the person's own sheet: as an answer to words, in place of the old one after a press. */
export function onScreen(
  draw: (ctx: EngagementContext, sheet: Sheet, argument: string) => Promise<Screen> | Screen,
): (ctx: EngagementContext, argument: string) => Promise<void> {
  return async (ctx, argument) => {
    const personId = personOf(ctx);
    if (personId === null) {
      ctx.answerCallback();
      return;
    }
    const sheet = await Sheet.open(ctx, personId);
    const screen = await draw(ctx, sheet, argument);
    ctx.answerCallback(screen.notice);
    if (ctx.update.callback_query) ctx.edit(screen.text, { buttons: screen.buttons });
    else ctx.reply(screen.text, { buttons: screen.buttons });
    settle(ctx, sheet);
  };
}

/** A button to another screen of this module. */
export function button(ctx: EngagementContext, text: string, action: string, argument = ''): InlineKeyboardButton {
  return { text, callback_data: ctx.callbackData(action, argument) };
}

export function dashboardBack(ctx: EngagementContext): InlineKeyboardButton {
  return button(ctx, ctx.t('button.back'), 'home');
}
