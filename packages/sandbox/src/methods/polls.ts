import { randomBytes } from 'node:crypto';
import { isRecord, type Params } from '../params';
import { badRequest } from '../refusal';
import type { SandboxPoll } from '../state/sandbox-message';
import type { Method } from './method-context';
import { getWritableChat, sendContent } from './outgoing';
import { readReplyMarkup } from './reply-markup';

/** @see https://core.telegram.org/bots/api#sendpoll */
export const sendPoll: Method = (ctx) => {
  const { params, bot } = ctx;
  const poll = readPoll(params, bot.nowSeconds);
  return sendContent(ctx, getWritableChat(ctx), { poll });
};

/** @see https://core.telegram.org/bots/api#stoppoll */
export const stopPoll: Method = ({ bot, params }) => {
  const chat = bot.getChat(params.chatId());
  const stored = bot.findMessage(chat, params.messageId());
  const poll = stored?.message.poll;
  if (stored === null || poll === undefined) throw badRequest('message with poll to stop not found');
  if (!stored.message.from.is_bot) throw badRequest("poll can't be stopped");
  if (poll.is_closed) throw badRequest('poll has already been closed');
  const { inline } = readReplyMarkup(params);
  const { reply_markup: _before, ...message } = stored.message;
  const closed = { ...poll, is_closed: true };
  stored.message = { ...message, poll: closed, ...(inline !== undefined && { reply_markup: inline }) };
  bot.changeChat(chat);
  bot.pushUpdate('poll', chat.chat.id, closed);
  return closed;
};

function readPoll(params: Params, nowSeconds: number): SandboxPoll {
  const question = params.text('question').trim();
  if (question === '') throw badRequest('poll question must be non-empty');
  if (question.length > 300) throw badRequest('poll question length must not exceed 300');
  const texts = readOptions(params);
  const type = params.text('type') || 'regular';
  if (type !== 'regular' && type !== 'quiz') throw badRequest('unsupported poll type specified');
  const openPeriod = params.integer('open_period');
  const closeDate = params.integer('close_date') || (openPeriod > 0 ? nowSeconds + openPeriod : 0);
  const explanation = params.text('explanation').trim();
  if (explanation.length > 200) throw badRequest('poll explanation length must not exceed 200');
  return {
    id: randomBytes(8).readBigUInt64BE().toString(),
    question,
    options: texts.map((text) => ({ persistent_id: randomBytes(6).toString('hex'), text, voter_count: 0 })),
    total_voter_count: 0,
    is_closed: params.flag('is_closed'),
    is_anonymous: !params.has('is_anonymous') || params.flag('is_anonymous'),
    type,
    allows_multiple_answers: params.flag('allows_multiple_answers'),
    allows_revoting: params.has('allows_revoting') ? params.flag('allows_revoting') : type === 'regular',
    members_only: false,
    ...(type === 'quiz' && { correct_option_ids: readCorrectOptions(params, texts.length) }),
    ...(explanation !== '' && { explanation }),
    ...(openPeriod > 0 && { open_period: openPeriod }),
    ...(closeDate > 0 && { close_date: closeDate }),
  };
}

function readOptions(params: Params): string[] {
  const options = params.json('options', "can't parse options JSON object");
  if (!Array.isArray(options)) throw badRequest('expected an Array of InputPollOption');
  const texts = options.map((option: unknown) => {
    const text = isRecord(option) ? option.text : option;
    if (typeof text !== 'string') throw badRequest('can\'t parse InputPollOption: Can\'t find field "text"');
    if (text.trim() === '') throw badRequest('poll options must be non-empty');
    if (text.length > 100) throw badRequest('poll options length must not exceed 100');
    return text.trim();
  });
  if (texts.length === 0) throw badRequest('poll must have at least 1 option');
  if (texts.length > 12) throw badRequest("poll can't have more than 12 options");
  return texts;
}

/** Bot API 10 has a list; the single id of earlier versions is still understood. */
function readCorrectOptions(params: Params, optionCount: number): number[] {
  const listed = params.json('correct_option_ids', "can't parse correct_option_ids JSON object");
  const ids: unknown[] = Array.isArray(listed) ? listed : [params.integer('correct_option_id', -1)];
  const valid = ids.filter((id): id is number => Number.isInteger(id) && Number(id) >= 0 && Number(id) < optionCount);
  if (valid.length === 0 || valid.length < ids.length) throw badRequest('wrong correct option ID specified');
  return valid;
}
