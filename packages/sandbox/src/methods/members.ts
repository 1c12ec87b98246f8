import { describeMember, findMember, isPresent, setMember } from '../groups';
import type { Params } from '../params';
import { badRequest } from '../refusal';
import type { SandboxBot } from '../sandbox-bot';
import type { ChatState, MemberState } from '../state/bot-state';
import type { Method } from './method-context';
import { getWritableChat, sendContent } from './outgoing';

/** @see https://core.telegram.org/bots/api#getchatmember */
export const getChatMember: Method = ({ bot, params }) => {
  const chat = bot.getChat(params.chatId());
  const userId = params.integer('user_id');
  if (chat.person !== null) {
    const user = [chat.person, bot.user].find((one) => one.id === userId);
    if (user === undefined) throw badRequest('user not found');
    return { status: 'member', user };
  }
  const member = findMember(chat, userId);
  if (member === undefined) throw badRequest('PARTICIPANT_ID_INVALID');
  return describeMember(member);
};

/** @see https://core.telegram.org/bots/api#getchatadministrators */
export const getChatAdministrators: Method = ({ bot, params }) => {
  const chat = getGroupOf(bot, params);
  return chat.members
    .filter(({ user, status }) => ['creator', 'administrator'].includes(status) && user.id !== bot.user.id)
    .map(describeMember);
};

/** @see https://core.telegram.org/bots/api#getchatmembercount */
export const getChatMemberCount: Method = ({ bot, params }) => {
  const chat = bot.getChat(params.chatId());
  return chat.person === null ? chat.members.filter(isPresent).length : 2;
};

/** @see https://core.telegram.org/bots/api#banchatmember */
export const banChatMember: Method = ({ bot, params }) => {
  const { chat, member } = getSubject(bot, params);
  setMember(bot, chat, bot.user, member.user, 'kicked');
  return true;
};

/** @see https://core.telegram.org/bots/api#unbanchatmember */
export const unbanChatMember: Method = ({ bot, params }) => {
  const { chat, member } = getSubject(bot, params);
  if (member.status === 'kicked' || !params.flag('only_if_banned')) setMember(bot, chat, bot.user, member.user, 'left');
  return true;
};

/** @see https://core.telegram.org/bots/api#restrictchatmember */
export const restrictChatMember: Method = ({ bot, params }) => {
  const { chat, member } = getSubject(bot, params);
  const permissions = params.json('permissions', "can't parse permissions JSON object");
  if (permissions === null) throw badRequest("can't parse permissions JSON object");
  const maySend = (permissions as { can_send_messages?: boolean }).can_send_messages === true;
  setMember(bot, chat, bot.user, member.user, maySend ? 'member' : 'restricted');
  const after = findMember(chat, member.user.id);
  if (after && !maySend) after.untilDate = params.integer('until_date');
  return true;
};

/** @see https://core.telegram.org/bots/api#setchatmembertag */
export const setChatMemberTag: Method = ({ bot, params }) => {
  const { chat, member } = getSubject(bot, params);
  const tag = params.text('tag').trim();
  if ([...tag].length > 16) throw badRequest('TAG_TOO_LONG');
  if (tag === '') delete member.tag;
  else member.tag = tag;
  bot.changeChat(chat);
  return true;
};

/** @see https://core.telegram.org/bots/api#createforumtopic */
export const createForumTopic: Method = (ctx) => {
  const chat = getWritableChat(ctx);
  if (chat.chat.type !== 'supergroup' || chat.chat.is_forum !== true) throw badRequest('the chat is not a forum');
  requireAdmin(ctx.bot, chat);
  const name = ctx.params.text('name').trim();
  if (name === '' || name.length > 128) throw badRequest('TOPIC_TITLE_INVALID');
  const icon_color = ctx.params.integer('icon_color', 7_322_096);
  const message = sendContent(ctx, chat, { forum_topic_created: { name, icon_color } });
  return { message_thread_id: message.message_id, name, icon_color };
};

function getGroupOf(bot: SandboxBot, params: Params): ChatState {
  const chat = bot.getChat(params.chatId());
  if (chat.person !== null) throw badRequest('there are no administrators in the private chat');
  return chat;
}

/** Whom an administrator's act is about. */
function getSubject(bot: SandboxBot, params: Params): { chat: ChatState; member: MemberState } {
  const chat = getGroupOf(bot, params);
  requireAdmin(bot, chat);
  const member = findMember(chat, params.integer('user_id'));
  if (member === undefined) throw badRequest('PARTICIPANT_ID_INVALID');
  if (member.status === 'creator') throw badRequest("can't remove chat owner");
  if (member.status === 'administrator') throw badRequest('user is an administrator of the chat');
  return { chat, member };
}

function requireAdmin(bot: SandboxBot, chat: ChatState): void {
  if (findMember(chat, bot.user.id)?.status !== 'administrator') {
    throw badRequest('not enough rights to manage the chat');
  }
}
