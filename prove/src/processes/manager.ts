import { isMainThread } from 'node:worker_threads';

/** The product's bot-manager; only its list of modules is longer by the one that proves. */
if (isMainThread) {
  const { runBotManager } = await import('../../../apps/bot-manager/src/run-bot-manager');
  const { runtimeModules } = await import('@dovecote/modules/runtime-registry');
  const { provingModule } = await import('../proving-module');
  await runBotManager(new URL(import.meta.url), { modules: [provingModule, ...runtimeModules] });
} else {
  const { watchMainThread } = await import('../../../apps/bot-manager/src/watchdog/watch-main-thread');
  await watchMainThread();
}
