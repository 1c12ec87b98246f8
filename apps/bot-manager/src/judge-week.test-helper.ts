import { localTime } from '@dovecote/modules/engagement/people/local-time';
import { isQuietHour } from '@dovecote/modules/engagement/reminders/is-quiet-hour';
import { challengeHour, type LivedBot, type LivedPerson, reminders, weeklyHour } from './simulated-week.test-helper';

const dayMs = 86_400_000;
const checkingIn = ['daily', 'freezes', 'voter'];

export interface WeekFaults {
  /** Days whose challenge went out not just once, or at another hour of the bot's clock. */
  challenges: number;
  /** Bots whose weekly poll went out not just once, or on another day. */
  weeklyPolls: number;
  streaks: number;
  /** Messages nobody asked for that are no reminders, or came in quiet hours, too soon, too often or unwanted. */
  disturbances: number;
  /** Quiet people who were reminded less than they might have been. */
  forgotten: number;
  /** Votes that were not paid just once. */
  votes: number;
}

/** Counts what went wrong in days that people lived. */
export function judgeWeek(bots: readonly LivedBot[], days: number): WeekFaults {
  const people = bots.flatMap((bot) => bot.people);
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const streakOf = ({ habit, checkIns }: LivedPerson) => (checkingIn.includes(habit) ? checkIns : 0);
  return {
    challenges: sum(bots.map((bot) => wrongChallenges(bot, days))),
    weeklyPolls: bots.filter((bot) => !isWeeklyOnce(bot)).length,
    streaks: people.filter((person) => person.streak !== streakOf(person)).length,
    disturbances: sum(people.map(countDisturbances)),
    forgotten: people.filter(({ habit, unasked }) => habit === 'quiet' && unasked.length < reminders.most).length,
    votes: sum(bots.map(({ votes, pollLines }) => Math.abs(votes - pollLines))),
  };
}

function wrongChallenges({ zone, polls }: LivedBot, days: number): number {
  const seen = polls.filter(({ isQuiz }) => isQuiz).map(({ at }) => localTime(at, zone));
  const right = new Set(seen.filter(({ hour }) => hour === challengeHour).map(({ day }) => day));
  return Math.abs(days - right.size) + (seen.length - right.size);
}

/** Where the hour is skipped, the next one will do. */
function isWeeklyOnce({ zone, polls }: LivedBot): boolean {
  const seen = polls.filter(({ isQuiz }) => !isQuiz).map(({ at }) => localTime(at, zone));
  const [only] = seen;
  return seen.length === 1 && only?.weekday === 0 && (only.hour === weeklyHour || only.hour === weeklyHour + 1);
}

function countDisturbances({ habit, zone, unasked }: LivedPerson): number {
  if (habit === 'unreminded' || habit === 'stopped') return unasked.length;
  const wrong = unasked.filter(({ text, at }, index) => {
    const before = unasked[index - 1];
    const isTooSoon = before !== undefined && at.getTime() - before.at.getTime() < reminders.everyDays * dayMs;
    return !text.startsWith('👋') || isQuietHour(at, zone, reminders) || isTooSoon;
  });
  const beyond = habit === 'quiet' ? Math.max(0, unasked.length - reminders.most) : 0;
  return wrong.length + beyond;
}
