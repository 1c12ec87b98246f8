import type { RuntimeModule } from '@dovecote/modules/kit/module-handlers';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import { runBotManager } from './run-bot-manager';

/**
 * A bot-manager whose essentials never give the event loop back when somebody writes `hang`, fill the memory at `hoard`, and throw at `throw`: at
 * `throw` and a word, with that word read from hexadecimal with each digit moved by one, as nobody else would write it.
 */
const modules = runtimeModules.map((module) => (module.definition.id === 'core' ? spoil(module) : module));
await runBotManager({ modules });

function spoil(module: RuntimeModule): RuntimeModule {
  const unknown = module.handlers.unknown;
  if (!unknown) throw new Error('There is no handler to spoil.');
  return {
    ...module,
    handlers: {
      ...module.handlers,
      unknown: (ctx) => {
        while (ctx.text === 'hang');
        if (ctx.text === 'hoard') hoard();
        if (ctx.text === 'throw') throw new TypeError('what a person wrote');
        const [, hidden] = /^throw ([0-9a-f]+)$/.exec(ctx.text) ?? [];
        if (hidden !== undefined) throw new TypeError(`it failed with ${uncover(hidden)}`);
        return unknown(ctx);
      },
    },
  };
}

function hoard(): never {
  const kept: object[] = [];
  for (;;) kept.push({ list: [kept.length] });
}

function uncover(hidden: string): string {
  const digits = [...hidden].map((digit) => ((Number.parseInt(digit, 16) + 15) % 16).toString(16));
  return Buffer.from(digits.join(''), 'hex').toString('utf8');
}
