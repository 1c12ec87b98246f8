import { runtimeModules } from '@dovecote/modules/runtime-registry';
import { runBotManager } from '../../../apps/bot-manager/src/run-bot-manager';
import { provingModule } from '../proving-module';

/** The product's bot-manager; only its list of modules is longer by the one that proves. */
await runBotManager({ modules: [provingModule, ...runtimeModules] });
