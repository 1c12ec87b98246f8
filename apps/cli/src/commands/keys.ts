import { rotateKeys } from '@dovecote/services/keys/rotate-keys';
import { generateKey } from '@dovecote/vault/key-ring';
import type { Command } from 'commander';
import { runCommand, showProgress } from '../run-command';

const steps = {
  renewedKeys: 'data keys replaced',
  rewrappedKeys: 'data keys wrapped anew',
  resealedSecrets: 'secrets sealed anew',
  signedHeads: 'audit chains signed anew',
  destroyedKeys: 'former data keys destroyed',
} as const;

export function addKeyCommands(program: Command): void {
  const keys = program.command('keys').description('the keys that encrypt secrets');
  keys
    .command('new')
    .description('print a new key for ENCRYPTION_KEYS')
    .action((_options, command: Command) => {
      const key = generateKey();
      const text = [
        key,
        '',
        'Put it second in ENCRYPTION_KEYS and restart every process; then move it first, restart again, and run:',
        '  npm run cli -- keys rotate',
      ].join('\n');
      process.stdout.write(`${command.optsWithGlobals().json === true ? JSON.stringify({ key }) : text}\n`);
    });
  keys
    .command('rotate')
    .description('free everything from all keys but the first of ENCRYPTION_KEYS, while the product runs')
    .action(async (_options, command: Command) => {
      await runCommand(command, async (ctx) => {
        const rotation = await rotateKeys(ctx, (step, done) => showProgress(`${done} ${steps[step]}`));
        const lines = Object.entries(steps).map(([step, words]) => `${rotation[step as keyof typeof steps]} ${words}`);
        const advice =
          'Former keys may leave ENCRYPTION_KEYS once a run a quarter of an hour later finds nothing more to do.';
        showProgress('');
        return { json: rotation, text: [...lines, '', advice].join('\n') };
      });
    });
}
