import type { EngagementContext } from '../engagement-context';
import type { LedgerEntry } from '../ledger/read-entry';
import type { ShownLine } from '../ledger/read-lines';
import type { EntryRow, PersonChange } from '../store';
import { levelOf } from './level-of';
import { type LocalTime, localTime } from './local-time';
import { type Mark, usedBefore } from './read-mark';
import { readStanding, type Standing } from './standing';

/** Points for something a person did. */
export interface Earning {
  /** Names what is paid for, within the bot; the same is paid once, whatever happens. */
  key: string;
  /** Also the house's account, the first tag, and the choice of the line's explanation. */
  reason: string;
  points: number;
  /** What the explanation names; never a person. */
  subject?: Record<string, string | number>;
  /** What else it counts as. */
  tags?: readonly string[];
  /** Numbers what must not happen twice at a time. */
  turn?: string;
  /** Where it was done, if not where the update came from. */
  chatId?: string;
  /** It came without the person doing anything just now: where and when says nothing. */
  isPassive?: true;
}

export interface Spending {
  key: string;
  cost: number;
  subject: Record<string, string | number>;
  /** The piece of a limited stock it takes. */
  slot: string | null;
}

const nightEndsHour = 5;
const morningEndsHour = 8;

/** One person during one update: what is known, and what the handler adds to it. `settle` writes it. */
export class Sheet {
  readonly lines: EntryRow[] = [];
  readonly changes: PersonChange = {};

  private constructor(
    private readonly ctx: EngagementContext,
    readonly personId: string,
    readonly standing: Standing,
  ) {
    if (!standing.isKnown && standing.mark) this.change(knownAgain(standing.mark));
  }

  /** Reads a person's standing; it never fails for somebody new. */
  static async open(ctx: EngagementContext, personId: string): Promise<Sheet> {
    const about = { personId, mark: ctx.markOf(personId), now: ctx.clock() };
    return new Sheet(ctx, personId, await readStanding(ctx.reader, about));
  }

  /** A banned person earns nothing. */
  get isBanned(): boolean {
    return this.standing.bannedAt !== null || this.changes.banned_at !== undefined;
  }
  /** What can be spent once this update has committed. */
  get balance(): number {
    return this.standing.balance + this.#added(() => true);
  }
  /** Points ever earned once this update has committed. */
  get earned(): number {
    return this.standing.earned + this.#added((line) => line.is_scored);
  }
  /** What this update adds to the person's account, newest first. */
  get newLines(): ShownLine[] {
    return this.#signed(() => true)
      .map(({ line: { amount, reason, subject, at }, sign }) => ({
        points: sign * amount,
        reason,
        subject,
        at: new Date(at),
      }))
      .reverse();
  }
  get level(): number {
    return levelOf(this.earned, this.ctx.settings.levels);
  }
  get botTime(): LocalTime {
    return localTime(this.ctx.clock(), botZoneOf(this.ctx));
  }
  /** What the person's own clock shows. */
  get ownTime(): LocalTime {
    return localTime(this.ctx.clock(), this.zone);
  }
  get zone(): string {
    return this.changes.time_zone || this.standing.timeZone || botZoneOf(this.ctx);
  }
  /** The team of the season that runs, as `<season>:<team>`; null if none was joined. */
  get team(): string | null {
    const team = this.changes.team ?? this.standing.team ?? '';
    const [season, id] = team.split(':');
    const { settings } = this.ctx;
    return season === settings.season && settings.teams.some((one) => one.id === id) ? team : null;
  }

  /** How much of a limit of today the person used before everything about them was erased. */
  usedBefore(limit: keyof Mark['used']): number {
    return usedBefore(this.standing.mark, this.botTime.day, limit);
  }

  countOf(tag: string): number {
    const counted = this.#signed((line) => line.tags.includes(tag));
    return counted.reduce((sum, { sign }) => sum + sign, this.standing.counts[tag] ?? 0);
  }

  change(changes: PersonChange): void {
    Object.assign(this.changes, changes);
  }

  /** Adds points; none for somebody banned. Answers how many. */
  earn(earning: Earning): number {
    const { key, reason, points, subject = {}, tags = [], turn = null, chatId, isPassive = false } = earning;
    if (this.isBanned || points <= 0) return 0;
    this.lines.push({
      ...this.#place(),
      ...(chatId === undefined ? {} : { chat_id: chatId.startsWith('-') ? chatId : null }),
      key,
      debit: `house:${reason}`,
      credit: `person:${this.personId}`,
      amount: points,
      reason,
      subject,
      tags: [reason, ...tags, ...(isPassive ? [] : this.#circumstances())],
      is_scored: true,
      turn,
      slot: null,
    });
    return points;
  }

  /** Takes points for a reward. The caller has seen that there are enough; two at a time are a conflict. */
  spend({ key, cost, subject, slot }: Spending): void {
    this.lines.push({
      ...this.#place(),
      key,
      debit: `person:${this.personId}`,
      credit: 'house:reward',
      amount: cost,
      reason: 'reward',
      subject,
      tags: [],
      is_scored: false,
      turn: `spending:${this.personId}:${this.standing.spendings + 1}`,
      slot,
    });
  }

  /** Takes a line back, once: as if it had never been, on boards of its day too. The balance may fall below zero. */
  takeBack(entry: LedgerEntry): void {
    this.lines.push({
      ...this.#place(),
      key: `reversal:${entry.id}`,
      debit: entry.credit,
      credit: entry.debit,
      amount: entry.amount,
      reason: 'reversal',
      subject: { of: entry.reason },
      tags: entry.tags,
      is_scored: entry.isScored,
      day: entry.day,
      chat_id: entry.chatId,
      team: entry.team,
      slot: null,
      turn: null,
      reverses: String(entry.id),
    });
  }

  /** What achievements want to know of when and where something was done. */
  #circumstances(): string[] {
    const { hour, weekday } = this.ownTime;
    return [
      ...(hour < nightEndsHour ? ['night'] : []),
      ...(hour >= nightEndsHour && hour < morningEndsHour ? ['morning'] : []),
      ...(weekday === 0 || weekday === 6 ? ['weekend'] : []),
      ...(this.ctx.contact.kind === 'private' ? [] : ['group']),
      ...(this.team === null ? [] : ['team']),
    ];
  }

  #place() {
    const { contact } = this.ctx;
    return {
      day: this.botTime.day,
      chat_id: contact.kind === 'private' ? null : contact.firstChatId,
      team: this.team,
      reverses: null,
      at: this.ctx.clock().toISOString(),
    };
  }

  #added(isCounted: (line: EntryRow) => boolean): number {
    return this.#signed(isCounted).reduce((sum, { line, sign }) => sum + sign * line.amount, 0);
  }

  #signed(isCounted: (line: EntryRow) => boolean): { line: EntryRow; sign: 1 | -1 }[] {
    const credit = `person:${this.personId}`;
    return this.lines.filter(isCounted).map((line) => ({ line, sign: line.credit === credit ? 1 : -1 }));
  }
}

/** What a person who was erased stands with from the first thing they do. */
function knownAgain({ bannedAt, banReason, appealedAt, abuseScore, lastDay }: Mark): PersonChange {
  return {
    ...(abuseScore > 0 && { abuse_score: abuseScore }),
    ...(lastDay !== null && { last_day: lastDay }),
    ...(bannedAt && { banned_at: bannedAt.toISOString() }),
    ...(banReason !== null && { ban_reason: banReason }),
    ...(appealedAt && { appealed_at: appealedAt.toISOString() }),
  };
}

/** The zone that days of the whole bot are reckoned in. */
export function botZoneOf(ctx: Pick<EngagementContext, 'settingsOf'>): string {
  return String(ctx.settingsOf('core')?.timeZone ?? 'UTC');
}
