import { choiceWrite } from '../consent/choice-writes';
import { type Choices, readChoices } from '../consent/read-choices';
import type { EngagementContext } from '../engagement-context';
import type { Sheet } from '../people/sheet';
import { suggestStep } from '../people/suggest-step';
import { button, dashboardBack, type Screen } from './screen';

const habitKeys = { reminders: 'habits.reminders', suggestions: 'habits.suggestions' } as const;

/** What could be next, and why; and whether the person wants to hear of such things. */
export async function habitsScreen(ctx: EngagementContext, sheet: Sheet): Promise<Screen> {
  return draw(ctx, sheet, await readChoices(ctx.reader, sheet.personId));
}

/** Switches reminders or suggestions on or off: `reminders.off`, `suggestions.on`. */
export async function changeHabitScreen(ctx: EngagementContext, sheet: Sheet, argument: string): Promise<Screen> {
  const choices = await readChoices(ctx.reader, sheet.personId);
  const [habit, state] = argument.split('.');
  const isOff = state === 'off';
  if (habit === 'reminders') choices.wantsNoReminders = isOff;
  else choices.wantsNoSuggestions = isOff;
  ctx.write(choiceWrite, {
    person_id: sheet.personId,
    wants_no_reminders: choices.wantsNoReminders,
    wants_no_suggestions: choices.wantsNoSuggestions,
  });
  return draw(ctx, sheet, choices);
}

function draw(ctx: EngagementContext, sheet: Sheet, { wantsNoReminders, wantsNoSuggestions }: Choices): Screen {
  const { suggestions, reminders } = ctx.settings;
  const step = suggestions && !wantsNoSuggestions ? suggestStep(ctx, sheet) : null;
  const toggle = (habit: 'reminders' | 'suggestions', isOff: boolean) =>
    button(ctx, ctx.t(habitKeys[habit], { state: isOff ? 'off' : 'on' }), 'habit', `${habit}.${isOff ? 'on' : 'off'}`);
  return {
    text: step ? `${step.text}\n${ctx.t('step.why', { reason: step.reason })}` : ctx.t('habits.title'),
    buttons: [
      ...(step ? [[button(ctx, ctx.t('step.go'), step.action)]] : []),
      ...(suggestions ? [[toggle('suggestions', wantsNoSuggestions)]] : []),
      ...(reminders.isOn ? [[toggle('reminders', wantsNoReminders)]] : []),
      [dashboardBack(ctx)],
    ],
  };
}
