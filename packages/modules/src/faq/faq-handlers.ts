import { defineHandlers } from '../kit/module-handlers';
import { faqDefinition } from './definition';
import en from './locales/en.json';
import ru from './locales/ru.json';

export const faqModule = defineHandlers(faqDefinition, {}, { en, ru });
