import { isMainThread } from 'node:worker_threads';
import { calmCollector } from './calm-collector';

// The watchdog's thread runs this same file, so that a build is one file; each side loads only its own half.
if (isMainThread) {
  calmCollector();
  const { runBotManager } = await import('./run-bot-manager');
  await runBotManager(new URL(import.meta.url));
} else {
  const { watchMainThread } = await import('./watchdog/watch-main-thread');
  await watchMainThread();
}
