import type { Message, Update } from 'grammy/types';
import type { CallbackTarget } from './callback-data';
import { type ChatMove, chatMoveOf } from './chat-move';
import { commandOf } from './command-of';
import { isByOtherBot } from './is-by-other-bot';
import { jobOf } from './job';
import type { ModuleContext } from './module-context';
import type { HandlerResult, RuntimeModule } from './module-handlers';
import { readUpdate } from './read-update';

export type DispatchOutcome = { state: 'done'; moduleId: string } | { state: 'skipped'; reason: string };

export interface DispatchInput {
  update: Update;
  /** Those switched on, in the order they are asked. */
  modules: readonly RuntimeModule[];
  bot: { username: string; telegramId: string };
  dialogueModuleId: string | null;
  callback: CallbackTarget | null;
  /** The context a module's handlers get; `text` is what the handler should read as its input. */
  contextFor(module: RuntimeModule, text: string): ModuleContext;
}

type Run = (module: RuntimeModule) => Promise<HandlerResult | void> | HandlerResult | void | 'absent';

/** Finds the handler of an update and runs it: buttons, commands, dialogues, text, media, in this order. */
export async function dispatchUpdate(input: DispatchInput): Promise<DispatchOutcome> {
  const read = readUpdate(input.update);
  const { kind, message, chat } = read;
  if (kind === 'callback_query') return dispatchCallback(input);
  const work = jobOf(input.update);
  if (work) return dispatchJob(input, work);
  if (kind === 'poll_answer' || kind === 'poll') {
    const role = kind === 'poll' ? 'poll' : 'pollAnswer';
    return firstTaker(input, 'unknown_poll', (module) => {
      const handler = module.handlers[role];
      return handler ? handler(input.contextFor(module, '')) : 'absent';
    });
  }
  if (kind === 'my_chat_member') {
    return firstTaker(input, 'membership', (module) =>
      module.handlers.membership ? module.handlers.membership(input.contextFor(module, '')) : 'absent',
    );
  }
  if (kind !== 'message' || !message || !chat) return { state: 'skipped', reason: kind };
  const move = chatMoveOf(message);
  if (move) return dispatchMove(input, move);
  if (isByOtherBot(read, input.bot)) return { state: 'skipped', reason: 'other_bot' };
  const command = commandOf(message);
  const isPrivate = chat.type === 'private';
  if (command) return dispatchCommand(input, command, isPrivate);
  if (!isPrivate && !isAddressed(message, input.bot)) return { state: 'skipped', reason: 'group_chatter' };
  return dispatchMessage(input, message);
}

async function dispatchCallback(input: DispatchInput): Promise<DispatchOutcome> {
  const { callback } = input;
  const owner = input.modules.find((module) => module.definition.id === callback?.moduleId);
  const handler = callback ? ownEntry(owner?.handlers.callbacks, callback.action) : undefined;
  if (owner && handler && callback) {
    const result = await handler(input.contextFor(owner, ''), callback.argument);
    if (result === undefined) return { state: 'done', moduleId: owner.definition.id };
    if (result !== 'pass') {
      return dispatchCommand(input, { name: result.command, argument: '', addressee: null }, true);
    }
  }
  return firstTaker(input, 'unknown_callback', (module) =>
    module.handlers.unknownCallback ? module.handlers.unknownCallback(input.contextFor(module, '')) : 'absent',
  );
}

async function dispatchJob(
  input: DispatchInput,
  work: NonNullable<ReturnType<typeof jobOf>>,
): Promise<DispatchOutcome> {
  const { moduleId, job } = work;
  const owner = input.modules.find((module) => module.definition.id === moduleId);
  const handler = ownEntry(owner?.handlers.jobs, job.name);
  if (!owner || !handler) return { state: 'skipped', reason: 'module_off' };
  const result = await handler(input.contextFor(owner, ''), job);
  return result === 'pass' ? { state: 'skipped', reason: 'job_over' } : { state: 'done', moduleId };
}

/** Everybody who keeps the chat's id hears of it. */
async function dispatchMove(input: DispatchInput, move: ChatMove): Promise<DispatchOutcome> {
  const told = input.modules.filter(({ handlers }) => handlers.chatMoved);
  for (const module of told) await module.handlers.chatMoved?.(input.contextFor(module, ''), move);
  const last = told.at(-1);
  return last ? { state: 'done', moduleId: last.definition.id } : { state: 'skipped', reason: 'service_message' };
}

async function dispatchCommand(
  input: DispatchInput,
  command: { name: string; argument: string; addressee: string | null },
  isPrivate: boolean,
): Promise<DispatchOutcome> {
  const isForOther = command.addressee !== null && command.addressee.toLowerCase() !== input.bot.username.toLowerCase();
  if (isForOther) return { state: 'skipped', reason: 'command_for_another_bot' };
  for (const module of input.modules) {
    const handler = ownEntry(module.handlers.commands, command.name);
    if (!handler) continue;
    if ((await handler(input.contextFor(module, command.argument))) !== 'pass') {
      return { state: 'done', moduleId: module.definition.id };
    }
  }
  const own = await firstTaker(input, 'unknown_command', (module) =>
    module.handlers.ownCommand
      ? module.handlers.ownCommand(input.contextFor(module, command.argument), command.name)
      : 'absent',
  );
  if (own.state === 'done') return own;
  if (!isPrivate && command.addressee === null) return { state: 'skipped', reason: 'unknown_group_command' };
  return firstTaker(input, 'unknown_command', (module) =>
    module.handlers.unknownCommand
      ? module.handlers.unknownCommand(input.contextFor(module, command.argument), command.name)
      : 'absent',
  );
}

async function dispatchMessage(input: DispatchInput, message: Message): Promise<DispatchOutcome> {
  const text = message.text ?? '';
  const waiting = input.modules.find((module) => module.definition.id === input.dialogueModuleId);
  if (waiting?.handlers.dialogue && (await waiting.handlers.dialogue(input.contextFor(waiting, text))) !== 'pass') {
    return { state: 'done', moduleId: waiting.definition.id };
  }
  const wanted = message.text === undefined ? 'media' : 'text';
  if (wanted === 'media' && isServiceMessage(message)) return { state: 'skipped', reason: 'service_message' };
  for (const role of [wanted, 'unknown'] as const) {
    const outcome = await firstTaker(input, `unknown_${wanted}`, (module) => {
      const handler = module.handlers[role];
      return handler ? handler(input.contextFor(module, text)) : 'absent';
    });
    if (outcome.state === 'done') return outcome;
  }
  return { state: 'skipped', reason: `unknown_${wanted}` };
}

/** People choose the name: only what the module itself declared counts. */
function ownEntry<Entry>(entries: Record<string, Entry> | undefined, name: string): Entry | undefined {
  return entries && Object.hasOwn(entries, name) ? entries[name] : undefined;
}

async function firstTaker(input: DispatchInput, reason: string, run: Run): Promise<DispatchOutcome> {
  for (const module of input.modules) {
    const running = run(module);
    const result = typeof running === 'object' ? await running : running;
    if (result !== 'absent' && result !== 'pass') return { state: 'done', moduleId: module.definition.id };
  }
  return { state: 'skipped', reason };
}

/** In a group the bot listens to mentions of it and replies to it. */
function isAddressed(message: Message, bot: { username: string; telegramId: string }): boolean {
  if (String(message.reply_to_message?.from?.id ?? '') === bot.telegramId) return true;
  const words = (message.text ?? message.caption ?? '').toLowerCase();
  // The whole name: a longer one is somebody else's.
  const names: readonly string[] = words.match(/@\w+/g) ?? [];
  return names.includes(`@${bot.username.toLowerCase()}`);
}

const contentKeys = [
  'photo',
  'video',
  'animation',
  'audio',
  'voice',
  'video_note',
  'document',
  'sticker',
  'location',
  'venue',
  'contact',
  'dice',
  'poll',
  'story',
  'game',
  'checklist',
  'rich_message',
];

function isServiceMessage(message: Message): boolean {
  return !contentKeys.some((key) => key in message);
}
