import { createGroup, getGroup, migrateGroup, setBotStatus, setMember } from '../groups';
import { recallPerson } from '../people';
import { memberStatuses } from '../state/sandbox-message';
import { type ControlHandler, getBotOfWorkspace } from './control-context';

/** A person opens a group and puts the bot into it. */
export const openGroup: ControlHandler = async (ctx) => {
  const bot = await getBotOfWorkspace(ctx);
  const creator = recallPerson(bot, ctx.input.person());
  const isForum = ctx.input.has('isForum') && ctx.input.flag('isForum');
  const isBasic = ctx.input.has('isBasic') && ctx.input.flag('isBasic');
  const { chat } = createGroup(bot, creator, { title: ctx.input.text('title', 128), isForum, isBasic });
  await bot.persistence.flush();
  return { status: 201, body: { chatId: chat.id } };
};

/** Makes a group a supergroup, as Telegram does when its history or rights ask for one. */
export const upgradeGroup: ControlHandler = async (ctx) => {
  const bot = await getBotOfWorkspace(ctx);
  const { chat } = migrateGroup(bot, getGroup(bot, Number(ctx.path[1])));
  await bot.persistence.flush();
  return { status: 201, body: { chatId: chat.id } };
};

/** Sets what a person, or with `isBot` the bot, is in the group. */
export const setGroupMember: ControlHandler = async (ctx) => {
  const { input, path } = ctx;
  const bot = await getBotOfWorkspace(ctx);
  const group = getGroup(bot, Number(path[1]));
  const status = input.oneOf('status', memberStatuses);
  const [creator] = group.members;
  const person = recallPerson(bot, input.person());
  if (input.has('isBot') && input.flag('isBot')) setBotStatus(bot, group, creator?.user ?? person, status);
  else setMember(bot, group, person, person, status);
  await bot.persistence.flush();
  return { status: 200, body: { chatId: group.chat.id, status } };
};
