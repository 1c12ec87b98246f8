import type { Db } from '@dovecote/db/client';
import { decodeCallbackData } from '@dovecote/modules/kit/callback-data';
import { type ContactRow, contactErase, contactWrite } from '@dovecote/modules/kit/contact-writes';
import { type DispatchOutcome, dispatchUpdate } from '@dovecote/modules/kit/dispatch-update';
import type { EnabledModule } from '@dovecote/modules/kit/enabled-module';
import { isByOtherBot } from '@dovecote/modules/kit/is-by-other-bot';
import { jobOf } from '@dovecote/modules/kit/job';
import type { ContactView } from '@dovecote/modules/kit/module-context';
import { type ReadUpdate, readUpdate } from '@dovecote/modules/kit/read-update';
import { SaidContext, type Sayings } from '@dovecote/modules/kit/said-context';
import { sayWrite } from '@dovecote/modules/kit/write-statement';
import type { BotModules } from './bot-modules';
import type { BotRecord } from './bot-record';
import { withinBudget } from './handler-budget';
import type { JournalEntry } from './journal';
import { contactOf } from './lane-contacts';
import type { KnownContact, LaneReader } from './lane-reader';
import type { Said } from './said';
import type { Turns } from './turns';

export interface HandleOptions {
  db: Db;
  botModules: BotModules;
  laneReader: LaneReader;
  clock: () => Date;
  /** How long a handler may take for one update. */
  handlerBudgetMs: number;
  /** Told that a handler runs; the answer is called when it has ended. So a watchdog can name it. */
  onHandling?: ((botId: string, updateId: string) => () => void) | undefined;
  suspectTurns: Turns;
}

/** Runs the modules over one update. Nothing happens outside but reads: what they decided comes back as `Said`. */
export async function handleUpdate(
  options: HandleOptions,
  record: BotRecord,
  epoch: number,
  entry: JournalEntry,
): Promise<Said> {
  const read = readUpdate(entry.update);
  const modules = await options.botModules.of(record);
  const known = await options.laneReader.read({ bot: record, epoch, lane: entry.lane }, contactOf(entry.update));
  const contact = contactView(record, modules, read, known.contact);
  const sayings: Sayings = { writes: [], calls: [] };
  const callbackData = entry.update.callback_query?.data;
  const dispatch = (): Promise<DispatchOutcome> =>
    dispatchUpdate({
      update: entry.update,
      modules: modules.map((enabled) => enabled.module),
      bot: record,
      dialogueModuleId: known.dialogue?.moduleId ?? null,
      callback: callbackData === undefined ? null : decodeCallbackData(record.callbackKey, callbackData),
      contextFor: (module, text) => {
        const enabled = enabledOf(modules, module.definition.id);
        return new SaidContext({
          update: entry.update,
          lane: entry.lane,
          enabled,
          all: modules,
          readOff: () => options.botModules.readOff(record),
          bot: {
            id: record.id,
            telegramId: record.telegramId,
            username: record.username,
            name: record.name,
            enabledModuleIds: modules.map((one) => one.module.definition.id),
          },
          contact,
          dialogue: known.dialogue,
          reader: { db: options.db, workspaceId: record.workspaceId, botId: record.id },
          callbackKey: record.callbackKey,
          clock: options.clock,
          receivedAt: entry.receivedAt,
          text,
          sayings,
        });
      },
    });
  const run = (): Promise<DispatchOutcome> => handleNoted(options, record, entry, dispatch);
  const outcome = await (entry.isSuspect ? options.suspectTurns.take(allSuspects, run) : run());
  const work = jobOf(entry.update);
  const isErased = sayings.writes.some((write) => write.statement.id === contactErase.id);
  if (isErased) sayings.writes = sayings.writes.filter((write) => write.statement.id !== contactWrite.id);
  else if (work && !work.isTask && known.contact?.hasStopped) {
    sayings.calls = sayings.calls.filter((call) => call.chatId !== contact.chatId);
  } else if (read.chat && !work && !isByOtherBot(read, record)) {
    const seen = seenRow(entry, contact, read);
    if (isNews(seen, known.contact)) sayings.writes.push(sayWrite(contactWrite, seen));
  }
  return { outcome, writes: sayings.writes, calls: sayings.calls };
}

/** One turn for all: of several that run at once nobody could say which one blocks the process. */
const allSuspects = 'suspects';

async function handleNoted(
  options: HandleOptions,
  record: BotRecord,
  entry: JournalEntry,
  dispatch: () => Promise<DispatchOutcome>,
): Promise<DispatchOutcome> {
  const end = options.onHandling?.(record.id, entry.updateId);
  try {
    return await withinBudget(options.handlerBudgetMs, dispatch);
  } finally {
    end?.();
  }
}

function enabledOf(modules: readonly EnabledModule[], moduleId: string): EnabledModule {
  const enabled = modules.find((one) => one.module.definition.id === moduleId);
  if (!enabled) throw new Error(`The module ${moduleId} is not switched on.`);
  return enabled;
}

function contactView(
  record: BotRecord,
  modules: readonly EnabledModule[],
  read: ReadUpdate,
  known: KnownContact | null,
): ContactView {
  const core = modules.find((enabled) => enabled.module.definition.id === 'core');
  const fallback = String(core?.settings.defaultLanguage ?? 'en');
  const chatId = String(read.chat?.id ?? read.from?.id ?? record.telegramId);
  return {
    chatId,
    firstChatId: known?.movedFrom ?? chatId,
    kind: read.chat?.type ?? 'private',
    userId: userOf(read),
    language: known?.chosenLanguage ?? read.from?.language_code ?? known?.languageCode ?? fallback,
    hasStopped: known?.hasStopped ?? false,
    isNew: known === null,
  };
}

/** Work in a private chat is the work of the one person in it. */
function userOf({ from, chat }: ReadUpdate): string | null {
  if (from) return String(from.id);
  return chat?.type === 'private' ? String(chat.id) : null;
}

function seenRow(entry: JournalEntry, contact: ContactView, read: ReadUpdate): ContactRow {
  return {
    external_id: contact.chatId,
    kind: contact.kind,
    language_code: contact.kind === 'private' ? (read.from?.language_code ?? null) : null,
    seen_at: entry.receivedAt.toISOString(),
    // Telegram tells who lets the bot in again for a day only. Where it hears a message it is, whatever a refusal said; who
    // wrote within the minute before is believed with the next message.
    ...(isHeard(read) ? { blocked: false } : {}),
  };
}

/** The last that a bot hears of a group may be that it left. */
function isHeard({ kind, message }: ReadUpdate): boolean {
  return kind === 'message' && message !== undefined && !('left_chat_member' in message);
}

/** When somebody was last seen is kept to the minute: a write for each message would say little more. */
const seenEveryMs = 60_000;

function isNews(seen: ContactRow, known: KnownContact | null): boolean {
  if (known === null) return true;
  const isNewLanguage = seen.language_code !== null && seen.language_code !== known.languageCode;
  return isNewLanguage || Date.parse(seen.seen_at) - known.lastSeenMs >= seenEveryMs;
}
