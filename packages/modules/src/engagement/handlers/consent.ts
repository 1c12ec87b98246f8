import type { HandlerResult } from '../../kit/module-handlers';
import { choiceWrite } from '../consent/choice-writes';
import { showGate } from '../consent/gated';
import { readChoices } from '../consent/read-choices';
import { gateOf } from '../consent/read-gate';
import type { EngagementContext } from '../engagement-context';
import { readPersonLink } from '../referrals/person-link';
import { signText } from '../sign-text';
import { button } from './screen';

/** The person agrees to what is kept. */
export async function agree(ctx: EngagementContext): Promise<void> {
  const { userId } = ctx.contact;
  ctx.answerCallback();
  if (userId === null) return;
  ctx.write(choiceWrite, { person_id: userId, consented_at: ctx.clock().toISOString() });
  ctx.edit(ctx.t('gate.welcome'), { buttons: [[button(ctx, ctx.t('gate.begin'), 'home')]] });
}

/** The person says whether they are of age. Who said to be too young cannot take it back here. */
export async function sayAge(ctx: EngagementContext, answer: string): Promise<void> {
  const { userId } = ctx.contact;
  ctx.answerCallback();
  if (userId === null) return;
  const choices = await readChoices(ctx.reader, userId);
  const isOfAge = choices.isOfAge ?? answer === 'yes';
  ctx.write(choiceWrite, { person_id: userId, is_of_age: isOfAge });
  const gate = gateOf(ctx.settings, { ...choices, isOfAge });
  if (gate !== 'open') return showGate(ctx, gate);
  ctx.edit(ctx.t('gate.welcome'), { buttons: [[button(ctx, ctx.t('gate.begin'), 'home')]] });
}

/** A grown-up opened a child's link: says what it is about, and asks. */
export async function startGuardian(ctx: EngagementContext): Promise<HandlerResult> {
  const childId = readPersonLink(ctx, 'guard', ctx.text);
  const { userId, kind } = ctx.contact;
  if (childId === null || userId === null || kind !== 'private') return 'pass';
  if (childId === userId || (await readChoices(ctx.reader, userId)).isOfAge === false) {
    ctx.reply(ctx.t('guardian.notYou'));
    return undefined;
  }
  const argument = `${childId}.${signText(ctx, 'guard_of', childId)}`;
  ctx.reply(ctx.t('guardian.about', { name: ctx.bot.name, age: ctx.settings.minimumAge }), {
    buttons: [[button(ctx, ctx.t('guardian.yes'), 'guard', argument)]],
  });
  return undefined;
}

/** The guardian agrees for a child, who is told; each may take it back as long as it stands. */
export async function guard(ctx: EngagementContext, argument: string): Promise<void> {
  const { userId } = ctx.contact;
  const [childId = '', mac] = argument.split('.');
  const isSigned = childId !== '' && mac === signText(ctx, 'guard_of', childId);
  if (!isSigned || userId === null || userId === childId) return ctx.answerCallback(ctx.t('guardian.notYou'));
  const { guardianId } = await readChoices(ctx.reader, childId);
  if (guardianId !== null && guardianId !== userId) return ctx.answerCallback(ctx.t('guardian.notYou'));
  ctx.answerCallback();
  const isTakenBack = guardianId === userId;
  ctx.write(choiceWrite, {
    person_id: childId,
    is_of_age: false,
    guardian_id: isTakenBack ? '' : userId,
    guardian_at: ctx.clock().toISOString(),
  });
  ctx.schedule('guarded', { key: childId, chatId: childId, runAt: ctx.clock() });
  ctx.edit(ctx.t(isTakenBack ? 'guardian.takenBack' : 'guardian.done'), {
    buttons: [[button(ctx, ctx.t(isTakenBack ? 'guardian.yes' : 'guardian.no'), 'guard', argument)]],
  });
}

/** Tells a child what the guardian said. */
export async function tellChild(ctx: EngagementContext): Promise<void> {
  const { guardianId } = await readChoices(ctx.reader, ctx.contact.chatId);
  ctx.reply(ctx.t('guardian.told', { answer: guardianId === null ? 'no' : 'yes' }));
}
