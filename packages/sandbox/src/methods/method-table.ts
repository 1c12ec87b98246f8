import { answerCallbackQuery } from './answer-callback-query';
import { getChat, getFile } from './chats';
import { deleteMessage, deleteMessages } from './delete-message';
import { editMessageCaption, editMessageMedia, editMessageReplyMarkup, editMessageText } from './edit-message';
import { getUpdates } from './get-updates';
import * as members from './members';
import type { Method } from './method-context';
import { copyMessage, forwardMessage } from './move-message';
import * as payments from './payments';
import { sendPoll, stopPoll } from './polls';
import * as profile from './profile';
import { sendMedia } from './send-media';
import { sendMessage } from './send-message';
import { sendChatAction, sendDice, sendLocation } from './send-small';
import { deleteWebhook, getWebhookInfo, setWebhook } from './webhooks';

const table: Record<string, Method> = {
  getMe: profile.getMe,
  logOut: () => true,
  close: () => true,
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  sendMessage,
  sendPhoto: sendMedia('photo'),
  sendDocument: sendMedia('document'),
  sendSticker: sendMedia('sticker'),
  sendVideo: sendMedia('video'),
  sendAnimation: sendMedia('animation'),
  sendAudio: sendMedia('audio'),
  sendVoice: sendMedia('voice'),
  sendLocation,
  sendDice,
  sendPoll,
  stopPoll,
  sendChatAction,
  forwardMessage,
  copyMessage,
  editMessageText,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  getChat,
  getChatMember: members.getChatMember,
  getChatAdministrators: members.getChatAdministrators,
  getChatMemberCount: members.getChatMemberCount,
  banChatMember: members.banChatMember,
  unbanChatMember: members.unbanChatMember,
  restrictChatMember: members.restrictChatMember,
  setChatMemberTag: members.setChatMemberTag,
  createForumTopic: members.createForumTopic,
  sendInvoice: payments.sendInvoice,
  answerPreCheckoutQuery: payments.answerPreCheckoutQuery,
  refundStarPayment: payments.refundStarPayment,
  getMyStarBalance: payments.getMyStarBalance,
  getStarTransactions: payments.getStarTransactions,
  getFile,
  setMyCommands: profile.setMyCommands,
  getMyCommands: profile.getMyCommands,
  deleteMyCommands: profile.deleteMyCommands,
  setMyName: profile.setProfileText('name', 64, 'BOT_TITLE_INVALID'),
  getMyName: profile.getProfileText('name'),
  setMyDescription: profile.setProfileText('description', 512, 'BOT_DESCRIPTION_TOO_LONG'),
  getMyDescription: profile.getProfileText('description'),
  setMyShortDescription: profile.setProfileText('short_description', 120, 'BOT_SHORT_DESCRIPTION_TOO_LONG'),
  getMyShortDescription: profile.getProfileText('short_description'),
  setChatMenuButton: profile.setChatMenuButton,
  getChatMenuButton: profile.getChatMenuButton,
};

const methods = new Map(Object.entries(table).map(([name, method]) => [name.toLowerCase(), method]));

/** The method of a name, whose case does not matter, or null. */
export function findMethod(name: string): Method | null {
  return methods.get(name.toLowerCase()) ?? null;
}
