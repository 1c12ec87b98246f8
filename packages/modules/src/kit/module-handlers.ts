import type { z } from 'zod';
import type { ChatMove } from './chat-move';
import type { ContactExports } from './contact-export';
import type { ModuleDefinition } from './definition';
import type { Job } from './job';
import type { ModuleContext } from './module-context';
import type { Task } from './task';
import type { WriteStatement } from './write-statement';

/** `pass` leaves the update to the next module. */
export type HandlerResult = undefined | 'pass';
export type Handler<Settings> = (ctx: ModuleContext<Settings>) => Promise<HandlerResult | void> | HandlerResult | void;
/** A button may stand for a command: it is then run as if it had been sent, without an argument. */
export type CallbackResult = HandlerResult | { command: string };
export type CallbackHandler<Settings> = (
  ctx: ModuleContext<Settings>,
  argument: string,
) => Promise<CallbackResult | void> | CallbackResult | void;

export type JobHandler<Settings> = (
  ctx: ModuleContext<Settings>,
  job: Job,
) => Promise<HandlerResult | void> | HandlerResult | void;

/** For each table of `keeps` that knows whose row it is: the write that removes one contact's rows. */
export type ContactErasers = Record<string, WriteStatement<{ external_id: string }>>;

export interface ModuleHandlers<Settings = unknown> {
  commands?: Record<string, Handler<Settings>>;
  callbacks?: Record<string, CallbackHandler<Settings>>;
  /** The next message after this module called `setDialogue`. */
  dialogue?: Handler<Settings>;
  /** A command that only the owner's settings know; `pass` if they do not. */
  ownCommand?: (ctx: ModuleContext<Settings>, command: string) => ReturnType<Handler<Settings>>;
  /** A command nobody knows; `ctx.text` holds its argument. */
  unknownCommand?: (ctx: ModuleContext<Settings>, command: string) => ReturnType<Handler<Settings>>;
  /** Text that is no command: in private, or in a group addressed to the bot. */
  text?: Handler<Settings>;
  /** Photos, stickers, locations and the like, in private. */
  media?: Handler<Settings>;
  /** The bot was blocked, unblocked, added to or removed from a chat. */
  membership?: Handler<Settings>;
  /** A group became a supergroup. Told to all, twice as a rule: for what is kept under the chat's id. */
  chatMoved?: (ctx: ModuleContext<Settings>, move: ChatMove) => Promise<void> | void;
  /** A button whose payload nobody knows any more. */
  unknownCallback?: Handler<Settings>;
  /** Text or media nobody took. */
  unknown?: Handler<Settings>;
  /** A person voted, or took the vote back; `pass` for a poll of somebody else's. */
  pollAnswer?: Handler<Settings>;
  /** The counts of a poll changed, or it closed. */
  poll?: Handler<Settings>;
  /** Work whose time has come, and what tasks brought. */
  jobs?: Record<string, JobHandler<Settings>>;
  /** The contact asks to be erased: what is to be said of that besides the erasers, which come next. */
  erased?: Handler<Settings>;
  /** Slow work, asked for with `enqueue`. */
  tasks?: Record<string, Task<Settings>>;
}

/** A module as the runtime runs it: its definition, its behaviour and its texts by language. */
export interface RuntimeModule {
  definition: ModuleDefinition;
  handlers: ModuleHandlers;
  catalogues: Record<string, Record<string, string>>;
  erasers: ContactErasers;
  exports: ContactExports;
}

/** Binds handlers to their definition: their `ctx.settings` is what the definition's schema gives. */
export function defineHandlers<Settings extends z.ZodObject>(
  definition: ModuleDefinition<Settings>,
  handlers: ModuleHandlers<z.output<Settings>>,
  catalogues: Record<string, Record<string, string>>,
  erasers: ContactErasers = {},
  exports: ContactExports = {},
): RuntimeModule {
  return {
    definition: definition as unknown as ModuleDefinition,
    handlers: handlers as unknown as ModuleHandlers,
    catalogues,
    erasers,
    exports,
  };
}
