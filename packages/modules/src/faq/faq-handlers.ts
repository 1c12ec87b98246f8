import { defineHandlers } from '../kit/module-handlers';
import { faqDefinition } from './definition';
import { faqExports } from './faq-exports';
import { ask, askedQuestion } from './handlers/ask';
import { askPerson } from './handlers/ask-person';
import { freeText } from './handlers/free-text';
import { showSource } from './handlers/show-source';
import { pickSuggestion, rejectSuggestions } from './handlers/suggestion';
import { answerWaiting } from './handover/answer-waiting';
import { askAgain } from './handover/ask-again';
import { connect, connectChecked, connectTask } from './handover/connect';
import { followGroup, leaveGroup } from './handover/follow-group';
import { relayAnswer } from './handover/relay-answer';
import en from './locales/en.json';
import ru from './locales/ru.json';
import { answerTask } from './model/answer-task';
import { keepSpending } from './model/keep-spending';
import { answerAtLast, answerLate, modelAnswered } from './model/model-jobs';
import { spendingErase } from './model/spending-writes';
import { stopAnswer } from './model/stop-answer';
import { handoverErase, modelCallErase } from './store';

export const faqModule = defineHandlers(
  faqDefinition,
  {
    // Not in the menu: only the owner has use for it.
    commands: { ask, connect },
    callbacks: {
      pick: pickSuggestion,
      none: rejectSuggestions,
      source: showSource,
      person: askPerson,
      stop: stopAnswer,
    },
    dialogue: askedQuestion,
    text: freeText,
    media: relayAnswer,
    membership: leaveGroup,
    chatMoved: followGroup,
    erased: keepSpending,
    jobs: {
      answer: modelAnswered,
      settle: answerAtLast,
      late: answerLate,
      askAgain,
      answerWaiting,
      connect: connectChecked,
    },
    tasks: { answer: answerTask, connect: connectTask },
  },
  { en, ru },
  { faq_handovers: handoverErase, faq_model_calls: modelCallErase, faq_spending: spendingErase },
  faqExports,
);
