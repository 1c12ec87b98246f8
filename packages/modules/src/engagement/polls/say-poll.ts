import type { PollKind, PollState } from '@dovecote/db/schema/engagement-polls';
import { inTopic } from '../../kit/topic-of';
import type { EngagementContext } from '../engagement-context';
import { localTime } from '../people/local-time';
import { botZoneOf } from '../people/sheet';
import type { PollContent } from './poll-content';
import { pollWrite } from './poll-writes';
import { pollPlace } from './read-polls';

export interface NewPoll {
  id: string;
  kind: PollKind;
  state: Extract<PollState, 'sent' | 'proposed'>;
  authorId: string | null;
  chatId: string;
  /** The topic it was asked for in. */
  threadId: number | null;
  content: PollContent;
  points: number;
  payKey: string;
  questionId: string | null;
}

/** Keeps a poll, and sends it unless the owner is to look at it first. */
export function sayPoll(ctx: EngagementContext, poll: NewPoll): void {
  const now = ctx.clock();
  ctx.write(pollWrite, {
    id: poll.id,
    kind: poll.kind,
    state: poll.state,
    author_id: poll.authorId,
    chat_id: poll.chatId,
    thread_id: poll.threadId,
    content: ctx.sealer.seal(JSON.stringify(poll.content), pollPlace(ctx.bot.id, poll.id)),
    points: poll.points,
    pay_key: poll.payKey,
    question_id: poll.questionId,
    day: localTime(now, botZoneOf(ctx)).day,
    created_at: now.toISOString(),
  });
  if (poll.state === 'sent') sendPoll(ctx, poll);
}

/** What brings points is not anonymous, and says both. */
export function sendPoll(
  ctx: EngagementContext,
  poll: Pick<NewPoll, 'id' | 'kind' | 'chatId' | 'threadId' | 'content' | 'points'>,
) {
  const { question, options, right, explanation } = poll.content;
  const isQuiz = right.length > 0;
  ctx.send(
    'sendPoll',
    {
      chat_id: Number(poll.chatId),
      ...inTopic(poll.threadId),
      question,
      options: options.map((text) => ({ text })),
      is_anonymous: poll.points === 0,
      allows_multiple_answers: right.length > 1,
      ...(poll.points === 0
        ? {}
        : { description: ctx.t(isQuiz ? 'poll.paysRight' : 'poll.pays', { points: poll.points }) }),
      ...(isQuiz ? { type: 'quiz', correct_option_ids: right, ...(explanation === '' ? {} : { explanation }) } : {}),
    },
    { ref: `poll:${poll.id}` },
  );
  ctx.emit('poll_created', { pollId: poll.id, kind: poll.kind, points: poll.points });
}
