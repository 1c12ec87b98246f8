import type { CoreContext } from '../core-context';

export async function deleteme(ctx: CoreContext): Promise<void> {
  const staying = (await ctx.everyModule()).flatMap(({ definition, t }) =>
    definition.keeps.filter((data) => data.outlives).map(({ purposeKey }) => t(purposeKey)),
  );
  ctx.reply([ctx.t('deleteme.ask'), ...staying].join('\n\n'), {
    buttons: [
      [{ text: ctx.t('deleteme.yes'), callback_data: ctx.callbackData('erase') }],
      [{ text: ctx.t('deleteme.no'), callback_data: ctx.callbackData('keep') }],
    ],
  });
}

/** Every module says how its rows of a contact are removed; here all of them are, also of modules that are switched off. */
export async function erase(ctx: CoreContext): Promise<void> {
  ctx.answerCallback();
  for (const { erasers, tellErased } of await ctx.everyModule()) {
    await tellErased();
    for (const eraser of Object.values(erasers)) ctx.write(eraser, { external_id: ctx.contact.chatId });
  }
  ctx.edit(ctx.t('deleteme.done'));
}

export function keep(ctx: CoreContext): void {
  ctx.answerCallback();
  ctx.edit(ctx.t('deleteme.kept'));
}
