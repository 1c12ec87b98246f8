import type { EngagementContext } from '../engagement-context';
import type { Sheet } from '../people/sheet';
import { button, dashboardBack, type Screen } from './screen';

/** One city for each stretch of the day, so that the list fits under a message. */
const zones = [
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Denver',
  'America/Chicago',
  'America/New_York',
  'America/Sao_Paulo',
  'Atlantic/Azores',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Kyiv',
  'Europe/Moscow',
  'Asia/Tehran',
  'Asia/Dubai',
  'Asia/Tashkent',
  'Asia/Kolkata',
  'Asia/Almaty',
  'Asia/Jakarta',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
];
const zonesInRow = 2;

/** What a person decides for themselves: notices, boards, time zone, team. */
export function preferencesScreen(ctx: EngagementContext, sheet: Sheet): Screen {
  const isMuted = sheet.changes.is_muted ?? sheet.standing.isMuted;
  const isHidden = sheet.changes.is_hidden ?? sheet.standing.isHidden;
  const { teams } = ctx.settings;
  const team = teams.find(({ id }) => id === sheet.team?.split(':')[1]);
  return {
    text: [
      ctx.t('preferences.notices', { state: isMuted ? 'off' : 'on' }),
      ctx.t('preferences.boards', { state: isHidden ? 'off' : 'on' }),
      ctx.t('preferences.zone', { zone: sheet.zone }),
      ...(team ? [ctx.t('preferences.team', { team: `${team.icon} ${team.title}` })] : []),
    ].join('\n'),
    buttons: [
      [button(ctx, ctx.t('preferences.mute', { state: isMuted ? 'off' : 'on' }), 'mute', isMuted ? 'off' : 'on')],
      [button(ctx, ctx.t('preferences.hide', { state: isHidden ? 'off' : 'on' }), 'hide', isHidden ? 'off' : 'on')],
      [button(ctx, ctx.t('preferences.zones'), 'zone')],
      ...(teams.length > 0 ? [[button(ctx, ctx.t('preferences.teams'), 'team')]] : []),
      [dashboardBack(ctx)],
    ],
  };
}

export function muteScreen(ctx: EngagementContext, sheet: Sheet, choice: string): Screen {
  sheet.change({ is_muted: choice === 'on' });
  return preferencesScreen(ctx, sheet);
}

export function hideScreen(ctx: EngagementContext, sheet: Sheet, choice: string): Screen {
  sheet.change({ is_hidden: choice === 'on' });
  return preferencesScreen(ctx, sheet);
}

/** Offers time zones, or takes the one that was chosen. */
export function zoneScreen(ctx: EngagementContext, sheet: Sheet, choice: string): Screen {
  if (zones.includes(choice)) {
    sheet.change({ time_zone: choice });
    return preferencesScreen(ctx, sheet);
  }
  const buttons = zones.map((zone) => button(ctx, cityOf(zone), 'zone', zone));
  const rows = Array.from({ length: Math.ceil(buttons.length / zonesInRow) }, (_, row) =>
    buttons.slice(row * zonesInRow, (row + 1) * zonesInRow),
  );
  return {
    text: ctx.t('preferences.chooseZone', { zone: sheet.zone }),
    buttons: [...rows, [button(ctx, ctx.t('button.back'), 'prefs')]],
  };
}

/** Offers the teams of the season, or joins the one that was chosen; once in a season. */
export function teamScreen(ctx: EngagementContext, sheet: Sheet, choice: string): Screen {
  const { teams, season } = ctx.settings;
  const chosen = teams.find(({ id }) => id === choice);
  if (sheet.team !== null) return { ...preferencesScreen(ctx, sheet), notice: ctx.t('preferences.inTeam') };
  if (chosen) {
    sheet.change({ team: `${season}:${chosen.id}` });
    return preferencesScreen(ctx, sheet);
  }
  return {
    text: ctx.t('preferences.chooseTeam'),
    buttons: [
      ...teams.map(({ id, icon, title }) => [button(ctx, `${icon} ${title}`, 'team', id)]),
      [button(ctx, ctx.t('button.back'), 'prefs')],
    ],
  };
}

const cityOf = (zone: string) => (zone.split('/')[1] ?? zone).replaceAll('_', ' ');
