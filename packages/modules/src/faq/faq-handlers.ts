import { defineHandlers } from '../kit/module-handlers';
import { faqDefinition } from './definition';
import { ask, askedQuestion } from './handlers/ask';
import { freeText } from './handlers/free-text';
import { pickSuggestion, rejectSuggestions } from './handlers/suggestion';
import en from './locales/en.json';
import ru from './locales/ru.json';

export const faqModule = defineHandlers(
  faqDefinition,
  {
    commands: { ask },
    callbacks: { pick: pickSuggestion, none: rejectSuggestions },
    dialogue: askedQuestion,
    text: freeText,
  },
  { en, ru },
);
