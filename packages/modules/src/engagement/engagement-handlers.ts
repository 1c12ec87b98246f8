import { defineHandlers } from '../kit/module-handlers';
import { engagementDefinition } from './definition';
import { badgesScreen } from './handlers/badges';
import { checkIn } from './handlers/check-in';
import { appealScreen, checkInScreen, dashboardScreen, linesScreen } from './handlers/dashboard';
import { inPrivate } from './handlers/in-private';
import { boardScreen } from './handlers/leaderboard';
import { hideScreen, muteScreen, preferencesScreen, teamScreen, zoneScreen } from './handlers/preferences';
import { buyScreen, rewardScreen, rewardsScreen } from './handlers/rewards';
import { onScreen } from './handlers/screen';
import en from './locales/en.json';
import ru from './locales/ru.json';
import { balanceErase, entryErase, gameErase, personErase, scoreErase } from './store';

const board = onScreen(boardScreen);

export const engagementModule = defineHandlers(
  engagementDefinition,
  {
    commands: {
      dashboard: inPrivate(onScreen(dashboardScreen)),
      checkin: checkIn,
      leaderboard: (ctx) => board(ctx, ''),
    },
    callbacks: {
      home: inPrivate(onScreen(dashboardScreen)),
      checkin: inPrivate(onScreen(checkInScreen)),
      lines: inPrivate(onScreen(linesScreen)),
      badges: inPrivate(onScreen(badgesScreen)),
      rewards: inPrivate(onScreen(rewardsScreen)),
      reward: inPrivate(onScreen(rewardScreen)),
      buy: inPrivate(onScreen(buyScreen)),
      prefs: inPrivate(onScreen(preferencesScreen)),
      mute: inPrivate(onScreen(muteScreen)),
      hide: inPrivate(onScreen(hideScreen)),
      zone: inPrivate(onScreen(zoneScreen)),
      team: inPrivate(onScreen(teamScreen)),
      appeal: inPrivate(onScreen(appealScreen)),
      board,
    },
  },
  { en, ru },
  {
    engagement_people: personErase,
    engagement_entries: entryErase,
    engagement_balances: balanceErase,
    engagement_scores: scoreErase,
    engagement_games: gameErase,
  },
);
