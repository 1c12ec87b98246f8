import { defineHandlers } from '../kit/module-handlers';
import { coreDefinition } from './definition';
import { start } from './handlers/start';
import en from './locales/en.json';
import ru from './locales/ru.json';

export const coreModule = defineHandlers(coreDefinition, { commands: { start } }, { en, ru });
