import { topicOf } from '../../kit/topic-of';
import type { EngagementContext } from '../engagement-context';
import { newGameId } from '../games/new-game-id';
import { localTime } from '../people/local-time';
import { readMark, usedBefore } from '../people/read-mark';
import { botZoneOf } from '../people/sheet';
import { countPolls, hasAnswered } from '../polls/read-polls';
import { readNewQuestion, readQuestionOfDay } from '../polls/read-questions';
import { type NewPoll, sayPoll } from '../polls/say-poll';

/** `/quiz`: a question of the owner's bank that the person was not asked before. */
export async function quiz(ctx: EngagementContext): Promise<void> {
  const { userId, chatId } = ctx.contact;
  if (userId === null) return;
  const day = today(ctx);
  if (await isEnough(ctx, day, 'quiz')) return ctx.reply(ctx.t('quiz.enough'));
  const question = await readNewQuestion(ctx.reader, userId);
  if (!question) return ctx.reply(ctx.t('quiz.none'));
  const { id: questionId, ...content } = question;
  sayPoll(ctx, {
    id: newGameId(ctx).id,
    kind: 'quiz',
    state: 'sent',
    authorId: null,
    chatId,
    threadId: topicOf(ctx.message),
    content,
    points: ctx.settings.quizPoints,
    payKey: `quiz:${questionId}`,
    questionId,
  });
}

/** `/challenge`: the day's question, once a person. */
export async function challenge(ctx: EngagementContext): Promise<void> {
  const { userId, chatId } = ctx.contact;
  if (userId === null) return;
  if (await hasAnswered(ctx.reader, userId, challengeKey(today(ctx)))) return ctx.reply(ctx.t('challenge.done'));
  if (await isEnough(ctx, today(ctx), 'challenge')) return ctx.reply(ctx.t('quiz.enough'));
  if (!(await sayChallenge(ctx, { chatId, threadId: topicOf(ctx.message) }))) ctx.reply(ctx.t('quiz.none'));
}

/** Puts the day's question to a chat; false while the bank is empty. */
export async function sayChallenge(
  ctx: EngagementContext,
  place: Pick<NewPoll, 'chatId' | 'threadId'>,
): Promise<boolean> {
  const day = today(ctx);
  const question = await readQuestionOfDay(ctx.reader, day);
  if (!question) return false;
  const { id: questionId, ...content } = question;
  sayPoll(ctx, {
    id: newGameId(ctx).id,
    kind: 'challenge',
    state: 'sent',
    authorId: null,
    ...place,
    content,
    points: ctx.settings.challengePoints,
    payKey: challengeKey(day),
    questionId,
  });
  return true;
}

/** A chat's limit; in private that is one person's, whom it knows again. */
async function isEnough(ctx: EngagementContext, day: string, kind: 'quiz' | 'challenge'): Promise<boolean> {
  const { chatId } = ctx.contact;
  const before = usedBefore(await readMark(ctx, chatId), day, kind);
  return before + (await countPolls(ctx.reader, day, { chatId, kind })) >= ctx.settings.quizzesPerDay;
}

const challengeKey = (day: string) => `challenge:${day}`;
const today = (ctx: EngagementContext) => localTime(ctx.clock(), botZoneOf(ctx)).day;
