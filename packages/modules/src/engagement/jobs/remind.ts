import type { HandlerResult } from '../../kit/module-handlers';
import { choiceWrite } from '../consent/choice-writes';
import { readChoices } from '../consent/read-choices';
import { readGate } from '../consent/read-gate';
import type { EngagementContext } from '../engagement-context';
import { button } from '../handlers/screen';
import { botZoneOf, Sheet } from '../people/sheet';
import { suggestStep } from '../people/suggest-step';
import { findQuietPeople, readZones } from '../reminders/find-quiet-people';
import { isQuietHour } from '../reminders/is-quiet-hour';

/** Looks every hour for people who were not here for days, where it is day; each is reminded in their own lane. */
export async function findWhomToRemind(ctx: EngagementContext): Promise<HandlerResult> {
  const { reminders } = ctx.settings;
  if (!reminders.isOn) return 'pass';
  const now = ctx.clock();
  const awake = (await readZones(ctx.reader)).filter((zone) => !isQuietHour(now, zone ?? botZoneOf(ctx), reminders));
  const quiet = await findQuietPeople(ctx.reader, { ...reminders, now }, { zones: awake });
  for (const { personId } of quiet) ctx.schedule('nudge', { key: personId, chatId: personId, runAt: now });
  return undefined;
}

/** Reminds one person, if all that speaks for it still holds. */
export async function nudge(ctx: EngagementContext): Promise<HandlerResult> {
  const { chatId: personId } = ctx.contact;
  const { reminders, suggestions } = ctx.settings;
  const now = ctx.clock();
  const sheet = await Sheet.open(ctx, personId);
  const isUnwanted = !reminders.isOn || isQuietHour(now, sheet.zone, reminders) || (await readGate(ctx)) !== 'open';
  const [person] = isUnwanted ? [] : await findQuietPeople(ctx.reader, { ...reminders, now }, { personId });
  if (!person) return 'pass';
  const { wantsNoSuggestions } = await readChoices(ctx.reader, personId);
  const step = suggestions && !wantsNoSuggestions ? suggestStep(ctx, sheet) : null;
  ctx.write(choiceWrite, { person_id: personId, reminded_at: now.toISOString(), reminders: person.reminders + 1 });
  const text = step ? `${step.text}\n${ctx.t('step.why', { reason: step.reason })}` : '';
  ctx.reply(`${ctx.t('remind.text')}\n\n${text}`.trim(), {
    buttons: [
      [button(ctx, ctx.t('step.go'), step?.action ?? 'home')],
      [button(ctx, ctx.t('remind.stop'), 'habit', 'reminders.off')],
    ],
  });
  return undefined;
}
