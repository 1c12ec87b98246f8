import { calmCollector } from './calm-collector';
import { keepHeapSmall } from './heap-policy';

calmCollector();
keepHeapSmall();
const { runBotManager } = await import('./run-bot-manager');
await runBotManager();
