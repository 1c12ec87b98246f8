import { normaliseError } from '@dovecote/observability/normalise-error';
import { Command } from 'commander';
import { addAdminCommands } from './commands/admin';
import { addAuditCommands } from './commands/audit';
import { addKeyCommands } from './commands/keys';

const program = new Command('npm run cli --')
  .description('The operator’s tool of this installation.')
  .option('--json', 'answer as JSON')
  .showHelpAfterError()
  .configureHelp({ showGlobalOptions: true });
addAdminCommands(program);
addAuditCommands(program);
addKeyCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${normaliseError(error).message}\n`);
  process.exitCode = 1;
}
