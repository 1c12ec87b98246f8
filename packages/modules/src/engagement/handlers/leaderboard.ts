import type { InlineKeyboardButton } from 'grammy/types';
import { rarities } from '../achievements/achievement';
import { achievementsOf } from '../achievements/achievements-of';
import { type BoardScope, type BoardSpan, boardScopes, boardSpans, periodOf } from '../boards/board';
import { type RankChange, ranked, readRankChanges } from '../boards/rank-changes';
import { type BoardLine, readBoard, readRank, readTeams } from '../boards/read-board';
import type { EngagementContext } from '../engagement-context';
import type { Sheet } from '../people/sheet';
import { button, dashboardBack, type Screen } from './screen';

const peopleShown = 10;
const iconsShown = 3;
const medals = ['🥇', '🥈', '🥉'];

const spanKeys: Readonly<Record<BoardSpan, string>> = { day: 'board.day', week: 'board.week', ever: 'board.ever' };
const scopeKeys: Readonly<Record<BoardScope, string>> = {
  people: 'board.people',
  chat: 'board.chat',
  teams: 'board.teams',
};

/** The best of a span, everywhere or in this group, or the teams; and where the person stands. */
export async function boardScreen(ctx: EngagementContext, sheet: Sheet, argument: string): Promise<Screen> {
  const [wantedScope, wantedSpan] = argument.split('.');
  const scopes = boardScopes.filter((scope) => isThere(ctx, scope));
  const home = ctx.contact.kind === 'private' ? 'people' : 'chat';
  const scope = scopes.find((one) => one === wantedScope) ?? home;
  const span = boardSpans.find((one) => one === wantedSpan) ?? 'week';
  const lines = scope === 'teams' ? await teamLines(ctx) : await peopleLines(ctx, sheet, scope, span);
  const title =
    scope === 'teams'
      ? ctx.t('board.season', { season: ctx.settings.season })
      : ctx.t('board.title', { scope: ctx.t(scopeKeys[scope]), span: ctx.t(spanKeys[span]) });
  const rows: InlineKeyboardButton[][] = [];
  if (scope !== 'teams') {
    const others = boardSpans.filter((one) => one !== span);
    rows.push(others.map((one) => button(ctx, ctx.t(spanKeys[one]), 'board', `${scope}.${one}`)));
  }
  const otherScopes = scopes.filter((one) => one !== scope);
  if (otherScopes.length > 0) {
    rows.push(otherScopes.map((one) => button(ctx, ctx.t(scopeKeys[one]), 'board', `${one}.${span}`)));
  }
  if (ctx.contact.kind === 'private') rows.push([dashboardBack(ctx)]);
  return { text: [title, ...lines].join('\n\n'), buttons: rows };
}

function isThere(ctx: EngagementContext, scope: BoardScope): boolean {
  if (scope === 'chat') return ctx.contact.kind !== 'private';
  return scope === 'people' || ctx.settings.teams.length > 0;
}

async function peopleLines(
  ctx: EngagementContext,
  sheet: Sheet,
  scope: BoardScope,
  span: BoardSpan,
): Promise<string[]> {
  const place = {
    board: scope === 'chat' ? `chat:${ctx.contact.firstChatId}` : 'people',
    period: periodOf(span, sheet.botTime.day),
  };
  const [best, own] = [
    await readBoard(ctx.reader, place, peopleShown),
    await readRank(ctx.reader, place, sheet.personId),
  ];
  const lines = ranked(best.map((line) => ({ ...line, holder: `person:${line.personId}` })));
  const changes = await readRankChanges(ctx.reader, place, lines, ctx.clock());
  // A day's board began with the day.
  const since = span === 'day' ? 'hour' : 'day';
  const moves = lines.map(({ holder }) => moveMark(changes.get(holder)?.[since]));
  const text = lines.map((line, at) => `${medals[at] ?? `${at + 1}.`} ${personLine(ctx, line)}${moves[at]}`).join('\n');
  return [
    best.length === 0 ? ctx.t('board.empty') : text,
    ...(moves.some((move) => move !== '') ? [ctx.t('board.since', { since })] : []),
    own ? ctx.t('board.own', { rank: own.rank, points: own.points }) : ctx.t('board.absent'),
    ...(sheet.standing.isHidden ? [ctx.t('board.hidden')] : []),
  ];
}

async function teamLines(ctx: EngagementContext): Promise<string[]> {
  const scores = await readTeams(ctx.reader, ctx.settings.season);
  const pointsOf = (id: string) => scores.find(({ teamId }) => teamId === id)?.points ?? 0;
  const teams = ctx.settings.teams.toSorted((a, b) => pointsOf(b.id) - pointsOf(a.id));
  return [teams.map(({ id, icon, title }) => `${icon} ${title} — ${pointsOf(id)}`).join('\n')];
}

/** Places won or lost; nothing for who stayed or was not there. */
function moveMark(change: RankChange['day'] | undefined): string {
  if (!change) return '';
  return change > 0 ? ` ▲${change}` : ` ▼${-change}`;
}

/** Name, points, and the rarest of what was achieved. */
function personLine(ctx: EngagementContext, { personId, name, points, unlocked }: BoardLine): string {
  const opened = name === null ? '' : ctx.sealer.open(name, { row: `${ctx.bot.id}/${personId}`, column: 'name' });
  const icons = achievementsOf(ctx.settings)
    .filter(({ id }) => unlocked.includes(id))
    .sort((a, b) => rarities.indexOf(b.rarity) - rarities.indexOf(a.rarity))
    .slice(0, iconsShown)
    .map(({ icon }) => icon);
  const shown = opened.trim() === '' ? ctx.t('board.nameless') : opened;
  return `${[shown, ...icons].join(' ')} — ${points}`;
}
