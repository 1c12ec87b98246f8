import type { InlineKeyboardButton } from 'grammy/types';
import type { CoreContext, CoreSettings } from './core-context';

/** Longest labels that still stand side by side on a phone. */
const labelLengthMax = 16;

/** The owner's buttons, two in a row where their labels are short. */
export function menuButtons(ctx: CoreContext, buttons: CoreSettings['menu']): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (const button of buttons) {
    const drawn = drawButton(ctx, button);
    const row = rows.at(-1);
    const hasRoom = row?.length === 1 && [...row, drawn].every(({ text }) => text.length <= labelLengthMax);
    if (row && hasRoom) row.push(drawn);
    else rows.push([drawn]);
  }
  return rows;
}

function drawButton(ctx: CoreContext, { label, url, command }: CoreSettings['menu'][number]): InlineKeyboardButton {
  if (url !== undefined) return { text: label, url };
  return { text: label, callback_data: ctx.callbackData('run', command) };
}
