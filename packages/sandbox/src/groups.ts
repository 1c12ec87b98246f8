import { randomInt } from 'node:crypto';
import { AppError } from '@dovecote/errors/app-error';
import { assertRoom } from './assert-room';
import type { SandboxBot } from './sandbox-bot';
import type { ChatState, MemberState } from './state/bot-state';
import type { MemberStatus, SandboxMessage, SandboxUser } from './state/sandbox-message';

const membersMax = 500;
const present: ReadonlySet<MemberStatus> = new Set(['creator', 'administrator', 'member', 'restricted']);

export const isPresent = (member: MemberState | undefined): boolean =>
  member !== undefined && present.has(member.status);

export interface GroupSettings {
  title: string;
  isForum: boolean;
  /** A group that may become a supergroup later. */
  isBasic: boolean;
}

/** A group that a person opened and the bot was put into; the bot hears of it. */
export function createGroup(
  bot: SandboxBot,
  creator: SandboxUser,
  { title, isForum, isBasic }: GroupSettings,
): ChatState {
  assertRoom(bot);
  const chat = isBasic
    ? bot.addChat({ id: -randomInt(1_000_000, 900_000_000), type: 'group', title }, null)
    : bot.addChat({ id: supergroupId(), type: 'supergroup', title, ...(isForum && { is_forum: true as const }) }, null);
  chat.members = [{ user: creator, status: 'creator' }];
  setBotStatus(bot, chat, creator, 'member');
  return chat;
}

/**
 * Makes a group a supergroup of the same people: the old chat takes nothing more and names the new one, its messages
 * stay behind, and the bot hears of it in both.
 * @throws AppError `CONFLICT` for what is no group any more.
 * @see https://core.telegram.org/bots/api#responseparameters
 */
export function migrateGroup(bot: SandboxBot, former: ChatState): ChatState {
  assertRoom(bot);
  const [creator] = former.members;
  if (former.chat.type !== 'group' || former.migratedTo !== undefined || creator === undefined) {
    throw new AppError('CONFLICT', 'Only a group becomes a supergroup, and once.');
  }
  const chat = bot.addChat({ id: supergroupId(), type: 'supergroup', title: former.chat.title }, null);
  chat.members = structuredClone(former.members);
  chat.isBlocked = former.isBlocked;
  for (const [at, service] of [
    [former, { migrate_to_chat_id: chat.chat.id }],
    [chat, { migrate_from_chat_id: former.chat.id }],
  ] as const) {
    bot.pushUpdate('message', at.chat.id, bot.addMessage(at, service, creator.user).message);
  }
  former.migratedTo = chat.chat.id;
  bot.changeChat(former);
  return chat;
}

function supergroupId(): number {
  return -1_000_000_000_000 - randomInt(1_000_000_000, 3_000_000_000);
}

/** @throws AppError `NOT_FOUND` when the bot knows no such group. */
export function getGroup(bot: SandboxBot, chatId: number): ChatState {
  const chat = bot.chats.get(chatId);
  if (chat === undefined || chat.person !== null) throw new AppError('NOT_FOUND', 'There is no such group.');
  return chat;
}

export function findMember(chat: ChatState, userId: number): MemberState | undefined {
  return chat.members.find(({ user }) => user.id === userId);
}

/** Lets somebody join, leave, rise or be put out; the bot sees a service message, and the change if it asked for them. */
export function setMember(
  bot: SandboxBot,
  chat: ChatState,
  by: SandboxUser,
  user: SandboxUser,
  status: MemberStatus,
): void {
  assertRoom(bot);
  const before = findMember(chat, user.id);
  if (before?.status === status) return;
  if (before === undefined && chat.members.length >= membersMax) {
    throw new AppError('PLAN_LIMIT', `A sandbox group has at most ${membersMax} members.`);
  }
  const wasPresent = isPresent(before);
  const after: MemberState = { user, status };
  chat.members = [...chat.members.filter((member) => member !== before), after];
  bot.changeChat(chat);
  const base = { chat: chat.chat, from: by, date: bot.nowSeconds };
  const change = {
    ...base,
    old_chat_member: describeMember(before ?? { user, status: 'left' }),
    new_chat_member: describeMember(after),
  };
  bot.pushUpdate('chat_member', chat.chat.id, change);
  if (wasPresent === isPresent(after)) return;
  const service: Partial<SandboxMessage> = wasPresent ? { left_chat_member: user } : { new_chat_members: [user] };
  bot.pushUpdate('message', chat.chat.id, bot.addMessage(chat, service, wasPresent ? by : user).message);
}

/** Makes the bot a member or an administrator of the group, or puts it out. */
export function setBotStatus(bot: SandboxBot, chat: ChatState, by: SandboxUser, status: MemberStatus): void {
  assertRoom(bot);
  const before = findMember(chat, bot.user.id) ?? { user: bot.user, status: 'left' as const };
  if (before.status === status) return;
  const after: MemberState = { user: bot.user, status };
  chat.members = [...chat.members.filter(({ user }) => user.id !== bot.user.id), after];
  chat.isBlocked = !isPresent(after);
  bot.changeChat(chat);
  bot.pushUpdate('my_chat_member', chat.chat.id, {
    chat: chat.chat,
    from: by,
    date: bot.nowSeconds,
    old_chat_member: describeMember(before),
    new_chat_member: describeMember(after),
  });
}

/**
 * Whether the bot gets a group's message: all as an administrator, else what is meant for it.
 * @see https://core.telegram.org/bots/features#privacy-mode
 */
export function isForBot(bot: SandboxBot, chat: ChatState, message: SandboxMessage): boolean {
  if (findMember(chat, bot.user.id)?.status === 'administrator') return true;
  if (message.reply_to_message?.from.id === bot.user.id) return true;
  const text = message.text ?? message.caption ?? '';
  const mention = `@${bot.user.username ?? ''}`.toLowerCase();
  return text.startsWith('/') || text.toLowerCase().includes(mention);
}

const adminRights = {
  can_be_edited: false,
  can_manage_chat: true,
  can_change_info: true,
  can_delete_messages: true,
  can_invite_users: true,
  can_restrict_members: true,
  can_pin_messages: true,
  can_manage_topics: true,
  can_promote_members: false,
  can_manage_video_chats: true,
  can_post_stories: false,
  can_edit_stories: false,
  can_delete_stories: false,
  is_anonymous: false,
};

/** A member as the Bot API writes it. */
export function describeMember({ user, status, untilDate = 0, tag }: MemberState): object {
  const tagged = tag === undefined ? {} : { tag };
  if (status === 'creator') return { user, status, is_anonymous: false };
  if (status === 'administrator') return { user, status, ...adminRights };
  if (status === 'kicked') return { user, status, until_date: untilDate };
  if (status === 'restricted')
    return { user, status, is_member: true, can_send_messages: false, until_date: untilDate, ...tagged };
  return { user, status, ...tagged };
}
