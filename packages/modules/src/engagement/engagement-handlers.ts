import { defineHandlers } from '../kit/module-handlers';
import { engagementDefinition } from './definition';
import { badgesScreen } from './handlers/badges';
import { checkIn } from './handlers/check-in';
import { appealScreen, checkInScreen, dashboardScreen, linesScreen } from './handlers/dashboard';
import { acceptDuel, gamesScreen, kindScreen, newGameScreen, startDuel } from './handlers/game';
import { inPrivate } from './handlers/in-private';
import { boardScreen } from './handlers/leaderboard';
import { play } from './handlers/play';
import { hideScreen, muteScreen, preferencesScreen, teamScreen, zoneScreen } from './handlers/preferences';
import { buyScreen, rewardScreen, rewardsScreen } from './handlers/rewards';
import { onScreen } from './handlers/screen';
import en from './locales/en.json';
import ru from './locales/ru.json';
import { balanceErase, entryErase, gameErase, personErase, scoreErase } from './store';

const board = onScreen(boardScreen);
const gameMenu = onScreen(gamesScreen);

export const engagementModule = defineHandlers(
  engagementDefinition,
  {
    commands: {
      dashboard: inPrivate(onScreen(dashboardScreen)),
      checkin: checkIn,
      game: (ctx) => gameMenu(ctx, ''),
      start: startDuel,
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
      games: gameMenu,
      kind: onScreen(kindScreen),
      new: onScreen(newGameScreen),
      duel: acceptDuel,
      play,
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
