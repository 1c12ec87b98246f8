import { isMainThread } from 'node:worker_threads';
import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import { runBotManager } from './run-bot-manager';
import { watchMainThread } from './watchdog/watch-main-thread';

/** A bot-manager whose essentials never give the event loop back when somebody writes `hang`, and throw at `throw`. */
if (isMainThread) {
  const modules = runtimeModules.map((module) => (module.definition.id === 'core' ? spoil(module) : module));
  await runBotManager(new URL(import.meta.url), { modules });
} else {
  await watchMainThread();
}

function spoil(module: RuntimeModule): RuntimeModule {
  const unknown = module.handlers.unknown;
  if (!unknown) throw new Error('There is no handler to spoil.');
  return {
    ...module,
    handlers: {
      ...module.handlers,
      unknown: (ctx) => {
        while (ctx.text === 'hang');
        if (ctx.text === 'throw') throw new TypeError('what a person wrote');
        return unknown(ctx);
      },
    },
  };
}
