import type { HandlerResult } from '../../kit/module-handlers';
import { topicOf } from '../../kit/topic-of';
import type { EngagementContext } from '../engagement-context';
import { newGameId } from '../games/new-game-id';
import { localTime } from '../people/local-time';
import { readMark, usedBefore } from '../people/read-mark';
import { botZoneOf } from '../people/sheet';
import { pollContentSchema } from '../polls/poll-content';
import { countPolls } from '../polls/read-polls';
import { sayPoll } from '../polls/say-poll';

/** `/poll`: a person's own poll: a question and its options, a line each. It brings no points and is anonymous. */
export async function poll(ctx: EngagementContext): Promise<void> {
  const { userId, kind } = ctx.contact;
  if (userId === null) return;
  if (ctx.settings.pollsPerDay === 0) return ctx.reply(ctx.t('poll.off'));
  if (await isEnough(ctx, userId)) return ctx.reply(ctx.t('poll.enough'));
  if (ctx.text.trim() !== '') return propose(ctx, userId, ctx.text);
  ctx.reply(ctx.t(kind === 'private' ? 'poll.how' : 'poll.howHere'));
  if (kind === 'private') ctx.setDialogue({ kind: 'poll' });
}

/** The message after `/poll`. */
export async function pollText(ctx: EngagementContext): Promise<HandlerResult> {
  const { userId } = ctx.contact;
  if (userId === null || ctx.message?.text === undefined) return 'pass';
  if (await isEnough(ctx, userId)) {
    ctx.setDialogue(null);
    ctx.reply(ctx.t('poll.enough'));
    return undefined;
  }
  propose(ctx, userId, ctx.text);
  return undefined;
}

function propose(ctx: EngagementContext, authorId: string, text: string): void {
  const [question = '', ...options] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const content = pollContentSchema.safeParse({ question, options });
  if (!content.success) {
    ctx.reply(ctx.t('poll.wrong'));
    return;
  }
  const { kind, chatId } = ctx.contact;
  const { pollChat } = ctx.settings;
  const isElsewhere = kind === 'private' && pollChat !== undefined;
  const place = isElsewhere ? { chatId: pollChat, threadId: null } : { chatId, threadId: topicOf(ctx.message) };
  const isReviewed = ctx.settings.pollReview === 'owner';
  ctx.setDialogue(null);
  sayPoll(ctx, {
    id: newGameId(ctx).id,
    kind: 'poll',
    state: isReviewed ? 'proposed' : 'sent',
    authorId,
    ...place,
    content: content.data,
    points: 0,
    payKey: '',
    questionId: null,
  });
  if (isReviewed) ctx.reply(ctx.t('poll.proposed'));
  else if (kind === 'private') ctx.reply(ctx.t('poll.sent'));
}

async function isEnough(ctx: EngagementContext, authorId: string): Promise<boolean> {
  const { day } = localTime(ctx.clock(), botZoneOf(ctx));
  const before = usedBefore(await readMark(ctx, authorId), day, 'polls');
  return before + (await countPolls(ctx.reader, day, { authorId })) >= ctx.settings.pollsPerDay;
}
