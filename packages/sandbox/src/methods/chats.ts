import { badRequest } from '../refusal';
import { filePath, uniqueId } from './file-input';
import type { Method } from './method-context';

/** @see https://core.telegram.org/bots/api#getchat */
export const getChat: Method = ({ bot, params }) => {
  const { chat, person } = bot.getChat(params.chatId());
  return {
    ...chat,
    ...(person?.username !== undefined && { active_usernames: [person.username] }),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
      gifts_from_channels: true,
    },
  };
};

/** @see https://core.telegram.org/bots/api#getfile */
export const getFile: Method = async ({ bot, params }) => {
  const fileId = params.text('file_id');
  if (fileId === '') throw badRequest('file_id is empty');
  const file = await bot.context.store.findFile(bot.identity.telegramId, fileId);
  if (file === null) throw badRequest('wrong file_id or the file is temporarily unavailable');
  return {
    file_id: fileId,
    file_unique_id: uniqueId(fileId),
    file_size: file.bytes.length,
    file_path: filePath(file),
  };
};
