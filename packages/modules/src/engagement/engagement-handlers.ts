import { defineHandlers } from '../kit/module-handlers';
import { rankErase } from './boards/rank-writes';
import { choiceErase } from './consent/choice-writes';
import { gated, gatedQuietly } from './consent/gated';
import { engagementDefinition } from './definition';
import { engagementExports } from './engagement-exports';
import { gameErase } from './games/game-writes';
import { badgesScreen } from './handlers/badges';
import { chatMoved } from './handlers/chat-moved';
import { checkIn } from './handlers/check-in';
import { agree, guard, sayAge, startGuardian, tellChild } from './handlers/consent';
import { appealScreen, checkInScreen, dashboardScreen, linesScreen } from './handlers/dashboard';
import { acceptDuel, gamesScreen, kindScreen, newGameScreen, startDuel } from './handlers/game';
import { changeHabitScreen, habitsScreen } from './handlers/habits';
import { inPrivate } from './handlers/in-private';
import { boardScreen } from './handlers/leaderboard';
import { play } from './handlers/play';
import { poll, pollText } from './handlers/poll';
import { hideScreen, muteScreen, preferencesScreen, teamScreen, zoneScreen } from './handlers/preferences';
import { challenge, quiz } from './handlers/quiz';
import { appealReferralScreen, referScreen, startReferral } from './handlers/refer';
import { boughtScreen, buyScreen, rewardScreen, rewardsScreen } from './handlers/rewards';
import { retryTags } from './handlers/rights';
import { onScreen } from './handlers/screen';
import { lateVote, vote } from './handlers/vote';
import { noteRanks } from './jobs/note-ranks';
import { findWhomToRemind, nudge } from './jobs/remind';
import { sendApprovedPoll, sendDailyChallenge, sendWeeklyPoll } from './jobs/send-polls';
import { settleReferral } from './jobs/settle-referral';
import en from './locales/en.json';
import ru from './locales/ru.json';
import { sayErased } from './people/say-erased';
import { pollErase, voteErase } from './polls/poll-writes';
import { noteAct } from './referrals/note-act';
import { referralErase, traceErase } from './referrals/referral-writes';
import { balanceErase, entryErase, personErase, scoreErase } from './store';
import { tagErase } from './tags/tag-writes';

const own = (draw: Parameters<typeof onScreen>[0]) => gated(inPrivate(onScreen(draw)));
const open = (draw: Parameters<typeof onScreen>[0]) => gated(onScreen(draw));

export const engagementModule = defineHandlers(
  engagementDefinition,
  {
    commands: {
      dashboard: own(dashboardScreen),
      checkin: gated(checkIn),
      game: open(gamesScreen),
      leaderboard: open(boardScreen),
      refer: own(referScreen),
      poll: gated(poll),
      quiz: gated(quiz),
      challenge: gated(challenge),
      start: async (ctx) => {
        if ((await startGuardian(ctx)) !== 'pass') return undefined;
        await startReferral(ctx);
        return gatedQuietly(startDuel)(ctx);
      },
    },
    callbacks: {
      home: own(dashboardScreen),
      checkin: own(checkInScreen),
      lines: own(linesScreen),
      badges: own(badgesScreen),
      rewards: own(rewardsScreen),
      reward: own(rewardScreen),
      buy: own(buyScreen),
      bought: own(boughtScreen),
      prefs: own(preferencesScreen),
      mute: own(muteScreen),
      hide: own(hideScreen),
      zone: own(zoneScreen),
      team: own(teamScreen),
      appeal: own(appealScreen),
      refer: own(referScreen),
      refappeal: own(appealReferralScreen),
      habits: own(habitsScreen),
      habit: own(changeHabitScreen),
      board: open(boardScreen),
      games: open(gamesScreen),
      kind: open(kindScreen),
      new: open(newGameScreen),
      duel: gated(acceptDuel),
      play: gated(play),
      agree: inPrivate(agree),
      age: inPrivate(sayAge),
      guard: inPrivate(guard),
    },
    dialogue: gated(pollText),
    text: gatedQuietly((ctx) => {
      noteAct(ctx);
      return 'pass';
    }),
    pollAnswer: vote,
    membership: retryTags,
    chatMoved,
    erased: sayErased,
    jobs: {
      noteRanks,
      referral: settleReferral,
      weeklyPoll: sendWeeklyPoll,
      dailyChallenge: sendDailyChallenge,
      approvedPoll: sendApprovedPoll,
      vote: lateVote,
      remind: findWhomToRemind,
      nudge,
      guarded: tellChild,
    },
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
    engagement_polls: pollErase,
    engagement_votes: voteErase,
    engagement_choices: choiceErase,
    engagement_tags: tagErase,
    engagement_ranks: rankErase,
  },
  engagementExports,
);
