import type { Job } from '../../kit/job';
import type { HandlerResult } from '../../kit/module-handlers';
import type { EngagementContext } from '../engagement-context';
import { newGameId } from '../games/new-game-id';
import { sayChallenge } from '../handlers/quiz';
import { daysBetween, localTime, mondayOf } from '../people/local-time';
import { botZoneOf } from '../people/sheet';
import type { PollContent } from '../polls/poll-content';
import { pollSent } from '../polls/poll-writes';
import { pollPlace, readPoll } from '../polls/read-polls';
import { sayPoll, sendPoll } from '../polls/say-poll';

const firstMonday = '1970-01-05';

/** The owner's weekly polls, one after the other, in the group for polls. */
export function sendWeeklyPoll(ctx: EngagementContext): HandlerResult {
  const { pollChat, weeklyPolls, pollPoints } = ctx.settings;
  const monday = mondayOf(localTime(ctx.clock(), botZoneOf(ctx)).day);
  const content = weeklyPolls[(daysBetween(firstMonday, monday) / 7) % Math.max(weeklyPolls.length, 1)];
  if (pollChat === undefined || !content) return 'pass';
  const { id } = newGameId(ctx);
  sayPoll(ctx, {
    id,
    kind: 'poll',
    state: 'sent',
    authorId: null,
    chatId: pollChat,
    threadId: null,
    content: { ...content, right: [], explanation: '' },
    points: pollPoints,
    payKey: `poll:${id}`,
    questionId: null,
  });
  return undefined;
}

/** The day's question for the group for polls. */
export async function sendDailyChallenge(ctx: EngagementContext): Promise<HandlerResult> {
  const { pollChat } = ctx.settings;
  return pollChat !== undefined && (await sayChallenge(ctx, { chatId: pollChat, threadId: null })) ? undefined : 'pass';
}

/** A poll the owner wrote or approved, when its time has come. */
export async function sendApprovedPoll(ctx: EngagementContext, job: Job): Promise<HandlerResult> {
  const poll = await readPoll(ctx.reader, job.key);
  if (poll?.state !== 'approved') return 'pass';
  const content = JSON.parse(ctx.sealer.open(poll.content, pollPlace(ctx.bot.id, poll.id))) as PollContent;
  ctx.write(pollSent, { id: poll.id });
  sendPoll(ctx, { ...poll, content });
  return undefined;
}
