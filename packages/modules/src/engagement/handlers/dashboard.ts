import type { EngagementContext } from '../engagement-context';
import { explainLine } from '../ledger/explain-line';
import { readLines } from '../ledger/read-lines';
import { pointsToNextLevel } from '../people/level-of';
import type { Sheet } from '../people/sheet';
import { takeDay } from './check-in';
import { button, dashboardBack, type Screen } from './screen';

const linesShown = 5;
const pageLines = 10;

/** Level, points, streak and the last lines, those of this update among them as they are in the balance. */
export async function dashboardScreen(ctx: EngagementContext, sheet: Sheet): Promise<Screen> {
  const { standing } = sheet;
  const missing = pointsToNextLevel(sheet.earned, ctx.settings.levels);
  const before = await readLines(ctx.reader, `person:${sheet.personId}`, { limit: linesShown });
  const lines = [...sheet.newLines, ...before].slice(0, linesShown);
  const paragraphs = [
    [
      ctx.t('dashboard.level', { level: sheet.level }),
      ctx.t('dashboard.points', { balance: sheet.balance, earned: sheet.earned }),
      missing === null ? ctx.t('dashboard.top') : ctx.t('dashboard.next', { missing }),
      ctx.t('dashboard.streak', {
        streak: sheet.changes.streak ?? standing.streak,
        freezes: sheet.changes.freezes ?? standing.freezes,
      }),
    ].join('\n'),
    lines.length === 0 ? ctx.t('dashboard.empty') : lines.map((line) => explainLine(ctx, line)).join('\n'),
    sheet.isBanned ? ctx.t('ban.text', { reason: standing.banReason ?? 'owner' }) : '',
  ];
  const isAppealOpen = sheet.isBanned && standing.appealedAt === null;
  return {
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: [
      [button(ctx, ctx.t('button.checkin'), 'checkin'), button(ctx, ctx.t('button.lines'), 'lines')],
      [button(ctx, ctx.t('button.badges'), 'badges'), button(ctx, ctx.t('button.rewards'), 'rewards')],
      [button(ctx, ctx.t('button.board'), 'board'), button(ctx, ctx.t('button.preferences'), 'prefs')],
      [
        ...(ctx.settings.referralPoints > 0 ? [button(ctx, ctx.t('button.refer'), 'refer')] : []),
        button(ctx, ctx.t('button.habits'), 'habits'),
      ],
      ...(isAppealOpen ? [[button(ctx, ctx.t('button.appeal'), 'appeal')]] : []),
    ],
  };
}

/** The daily check-in by its button. */
export async function checkInScreen(ctx: EngagementContext, sheet: Sheet): Promise<Screen> {
  const notice = takeDay(ctx, sheet);
  return { ...(await dashboardScreen(ctx, sheet)), notice };
}

/** Every line of the person's account, newest first, page by page; `before` is the last page's last id. */
export async function linesScreen(ctx: EngagementContext, sheet: Sheet, before: string): Promise<Screen> {
  const start = /^\d{1,15}$/.test(before) ? Number(before) : undefined;
  const found = await readLines(ctx.reader, `person:${sheet.personId}`, { before: start, limit: pageLines + 1 });
  const lines = found.slice(0, pageLines);
  const last = lines.at(-1);
  const hasMore = found.length > pageLines && last !== undefined;
  const text = lines.length === 0 ? ctx.t('dashboard.empty') : lines.map((line) => explainLine(ctx, line)).join('\n');
  return {
    text: [ctx.t('lines.title', { balance: sheet.standing.balance }), text].join('\n\n'),
    buttons: [
      ...(hasMore ? [[button(ctx, ctx.t('button.older'), 'lines', String(last.id))]] : []),
      ...(start === undefined ? [] : [[button(ctx, ctx.t('button.newest'), 'lines')]]),
      [dashboardBack(ctx)],
    ],
  };
}

/** A banned person asks the owner to look again, once. */
export async function appealScreen(ctx: EngagementContext, sheet: Sheet): Promise<Screen> {
  const isNew = sheet.isBanned && sheet.standing.appealedAt === null;
  if (isNew) sheet.change({ appealed_at: ctx.clock().toISOString() });
  const screen = await dashboardScreen(ctx, sheet);
  const buttons = screen.buttons.filter((_, row) => row < 3);
  return { ...screen, buttons, notice: ctx.t(isNew ? 'ban.appealed' : 'ban.nothing') };
}
