import { calmCollector } from './calm-collector';

calmCollector();
const { runBotManager } = await import('./run-bot-manager');
await runBotManager();
