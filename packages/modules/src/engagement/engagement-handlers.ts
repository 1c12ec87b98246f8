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
import { appealReferralScreen, referScreen, startReferral } from './handlers/refer';
import { buyScreen, rewardScreen, rewardsScreen } from './handlers/rewards';
import { onScreen } from './handlers/screen';
import { settleReferral } from './jobs/settle-referral';
import en from './locales/en.json';
import ru from './locales/ru.json';
import { noteAct } from './referrals/note-act';
import { referralErase, traceErase } from './referrals/referral-writes';
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
      start: async (ctx) => ((await startReferral(ctx)) === 'pass' ? startDuel(ctx) : undefined),
      refer: inPrivate(onScreen(referScreen)),
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
      refer: inPrivate(onScreen(referScreen)),
      refappeal: inPrivate(onScreen(appealReferralScreen)),
      board,
      games: gameMenu,
      kind: onScreen(kindScreen),
      new: onScreen(newGameScreen),
      duel: acceptDuel,
      play,
    },
    text: (ctx) => {
      noteAct(ctx);
      return 'pass';
    },
    jobs: { referral: settleReferral },
  },
  { en, ru },
  {
    engagement_people: personErase,
    engagement_entries: entryErase,
    engagement_balances: balanceErase,
    engagement_scores: scoreErase,
    engagement_games: gameErase,
    engagement_referrals: referralErase,
    engagement_traces: traceErase,
  },
);
