import { isRecord, type Params } from '../params';
import { badRequest } from '../refusal';
import type { BotCommand } from '../state/bot-state';
import type { Method } from './method-context';

/** @see https://core.telegram.org/bots/api#getme */
export const getMe: Method = ({ bot }) => ({
  ...bot.user,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
});

/** @see https://core.telegram.org/bots/api#setmycommands */
export const setMyCommands: Method = ({ bot, params }) => {
  const value = params.json('commands', "can't parse commands JSON object");
  if (value !== null && !Array.isArray(value)) throw badRequest('expected an Array of BotCommand');
  const commands = (value ?? []).map(readCommand);
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  bot.state.commands[commandsKey(params)] = commands;
  bot.persistence.markChanged();
  return true;
};

/** @see https://core.telegram.org/bots/api#getmycommands */
export const getMyCommands: Method = ({ bot, params }) => bot.state.commands[commandsKey(params)] ?? [];

/** @see https://core.telegram.org/bots/api#deletemycommands */
export const deleteMyCommands: Method = ({ bot, params }) => {
  delete bot.state.commands[commandsKey(params)];
  bot.persistence.markChanged();
  return true;
};

function readCommand(value: unknown): BotCommand {
  if (!isRecord(value)) throw badRequest("can't parse BotCommand: expected an Object");
  const { command, description } = value;
  if (typeof command !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"');
  if (typeof description !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "description"');
  const name = command.trim().replace(/^\//, '');
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command: name, description: description.trim() };
}

const scopeTypes = [
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
];

function commandsKey(params: Params): string {
  const scope = params.json('scope', "can't parse BotCommandScope JSON object") ?? { type: 'default' };
  if (!isRecord(scope)) throw badRequest("can't parse BotCommandScope: BotCommandScope must be an Object");
  if (!scopeTypes.includes(String(scope.type)))
    throw badRequest("can't parse BotCommandScope: Unsupported type specified");
  return [scope.type, scope.chat_id, scope.user_id, languageOf(params)].map((part) => part ?? '').join(':');
}

function languageOf(params: Params): string {
  const language = params.text('language_code');
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

/** One of the texts of a bot's profile, for instance https://core.telegram.org/bots/api#setmydescription. */
export function setProfileText(field: string, lengthMax: number, wordsIfTooLong: string): Method {
  return ({ bot, params }) => {
    const text = params.text(field).trim();
    if (text.length > lengthMax) throw badRequest(wordsIfTooLong);
    const key = `${field}:${languageOf(params)}`;
    if (text === '') delete bot.state.profile[key];
    else bot.state.profile[key] = text;
    bot.persistence.markChanged();
    return true;
  };
}

/** The text for a language, else the one for all languages. */
export function getProfileText(field: string): Method {
  return ({ bot, params }) => {
    const { profile } = bot.state;
    const fallback = field === 'name' ? bot.user.first_name : '';
    return { [field]: profile[`${field}:${languageOf(params)}`] ?? profile[`${field}:`] ?? fallback };
  };
}

/** @see https://core.telegram.org/bots/api#setchatmenubutton */
export const setChatMenuButton: Method = ({ bot, params }) => {
  const button = params.json('menu_button', "can't parse menu button JSON object") ?? { type: 'default' };
  if (!isRecord(button)) throw badRequest("can't parse menu button: MenuButton must be an Object");
  if (!['default', 'commands', 'web_app'].includes(String(button.type))) {
    throw badRequest("can't parse menu button: MenuButton has unsupported type");
  }
  bot.state.menuButtons[params.text('chat_id') || 'default'] = button;
  bot.persistence.markChanged();
  return true;
};

/** @see https://core.telegram.org/bots/api#getchatmenubutton */
export const getChatMenuButton: Method = ({ bot, params }) => {
  const { menuButtons } = bot.state;
  return menuButtons[params.text('chat_id') || 'default'] ?? menuButtons.default ?? { type: 'commands' };
};
