import { AppError } from '@dovecote/errors/app-error';
import { assertRoom } from './assert-room';
import type { SandboxBot } from './sandbox-bot';
import type { ChatState } from './state/bot-state';
import type { SandboxPoll, SandboxUser } from './state/sandbox-message';

/** Votes in a poll of the bot, or takes the vote back with no options; the bot sees the counts and, unless anonymous, who. */
export function vote(
  bot: SandboxBot,
  chat: ChatState,
  person: SandboxUser,
  messageId: number,
  optionIds: number[],
): SandboxPoll {
  assertRoom(bot);
  const stored = bot.findMessage(chat, messageId);
  const poll = stored?.message.poll;
  if (stored === null || poll === undefined) throw new AppError('NOT_FOUND', 'The chat has no such poll.');
  const before = stored.votes?.[person.id] ?? [];
  refuseWrongVote(poll, before, optionIds, bot.nowSeconds);
  const options = poll.options.map((option, index) => ({
    ...option,
    voter_count: option.voter_count - Number(before.includes(index)) + Number(optionIds.includes(index)),
  }));
  const total_voter_count = poll.total_voter_count - Number(before.length > 0) + Number(optionIds.length > 0);
  const voted: SandboxPoll = { ...poll, options, total_voter_count };
  stored.message = { ...stored.message, poll: voted };
  stored.votes = { ...stored.votes, [person.id]: optionIds };
  bot.changeChat(chat);
  bot.pushUpdate('poll', chat.chat.id, voted);
  if (!poll.is_anonymous) {
    const option_persistent_ids = optionIds.map((id) => poll.options[id]?.persistent_id ?? '');
    const answer = { poll_id: poll.id, user: person, option_ids: optionIds, option_persistent_ids };
    bot.pushUpdate('poll_answer', chat.chat.id, answer);
  }
  return voted;
}

function refuseWrongVote(poll: SandboxPoll, before: number[], optionIds: number[], nowSeconds: number): void {
  const isOver = poll.close_date !== undefined && poll.close_date <= nowSeconds;
  if (poll.is_closed || isOver) throw new AppError('CONFLICT', 'The poll is closed.');
  if (before.length > 0 && !poll.allows_revoting) throw new AppError('CONFLICT', 'This vote cannot be changed.');
  const isKnown = optionIds.every((id) => Number.isInteger(id) && id >= 0 && id < poll.options.length);
  const isSingle = optionIds.length <= 1 || poll.allows_multiple_answers;
  if (!isKnown || !isSingle || new Set(optionIds).size < optionIds.length) {
    throw new AppError('VALIDATION_FAILED', 'The poll does not take these options.', {
      fields: { optionIds: 'must be options of the poll' },
    });
  }
}
