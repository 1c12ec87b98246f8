import type { Job } from '../../kit/job';
import type { HandlerResult } from '../../kit/module-handlers';
import { readGate } from '../consent/read-gate';
import type { EngagementContext } from '../engagement-context';
import { book } from '../people/book';
import { settle } from '../people/settle';
import { Sheet } from '../people/sheet';
import type { PollContent } from '../polls/poll-content';
import { voteWrite } from '../polls/poll-writes';
import { hasAnswered, type Poll, pollPlace, readSentPoll } from '../polls/read-polls';

const receiptMs = 5_000;

interface Vote {
  telegramPollId: string;
  optionIds: readonly number[];
}

/** Somebody voted, changed the vote or took it back. A poll whose receipt is not in yet is looked for once more. */
export async function vote(ctx: EngagementContext): Promise<HandlerResult> {
  const answer = ctx.update.poll_answer;
  if (!answer?.user) return 'pass';
  const given: Vote = { telegramPollId: answer.poll_id, optionIds: answer.option_ids };
  if (await takeVote(ctx, String(answer.user.id), given)) return undefined;
  const runAt = new Date(ctx.clock().getTime() + receiptMs);
  ctx.schedule('vote', { key: `${answer.poll_id}:${answer.user.id}`, runAt, payload: given });
  return 'pass';
}

/** A vote that came before its poll was known. */
export async function lateVote(ctx: EngagementContext, job: Job): Promise<HandlerResult> {
  return (await takeVote(ctx, ctx.contact.chatId, job.payload as Vote)) ? undefined : 'pass';
}

async function takeVote(ctx: EngagementContext, personId: string, given: Vote): Promise<boolean> {
  const poll = await readSentPoll(ctx.reader, given.telegramPollId);
  if (!poll) return false;
  if ((await readGate(ctx)) !== 'open') return true;
  const content = JSON.parse(ctx.sealer.open(poll.content, pollPlace(ctx.bot.id, poll.id))) as PollContent;
  const isGiven = given.optionIds.length > 0;
  const isRight = content.right.length === 0 || !isGiven ? null : isSame(given.optionIds, content.right);
  ctx.write(voteWrite, {
    poll_id: poll.id,
    person_id: personId,
    option_ids: given.optionIds,
    is_right: isRight,
    at: ctx.clock().toISOString(),
  });
  const sheet = await Sheet.open(ctx, personId);
  const points = await payVote(ctx, sheet, poll, { isGiven, isRight });
  // Whoever only votes in groups has no private chat to be told in.
  const isReached = !ctx.contact.isNew && !ctx.contact.hasStopped;
  if (poll.chatId === personId && isRight !== null)
    ctx.reply(ctx.t('quiz.result', { right: isRight ? 'yes' : 'no', points }));
  settle(ctx, sheet, { isSilent: !isReached });
  return true;
}

/** A poll pays for the vote that stands; a question pays for the first answer, if it is right. */
async function payVote(
  ctx: EngagementContext,
  sheet: Sheet,
  { id, kind, boardChatId: chatId, points, payKey }: Poll,
  { isGiven, isRight }: { isGiven: boolean; isRight: boolean | null },
): Promise<number> {
  if (points === 0) return 0;
  const earning = { key: `${payKey}:${sheet.personId}`, reason: kind, points, chatId };
  if (isRight === null) return book(ctx, sheet, earning, isGiven);
  const isOwed = isRight && !(await hasAnswered(ctx.reader, sheet.personId, payKey, id));
  return isOwed ? book(ctx, sheet, earning, true) : 0;
}

function isSame(given: readonly number[], right: readonly number[]): boolean {
  return given.length === right.length && given.every((option) => right.includes(option));
}
