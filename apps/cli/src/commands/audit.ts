import { checkChains } from '@dovecote/services/audit/verify-audit-log';
import type { Command } from 'commander';
import { runCommand } from '../run-command';

const problems = {
  missing: 'it is missing',
  changed: 'it was changed',
  unlinked: 'it is not linked to the one before',
  head_missing: 'the record of the chain’s end is missing',
  head_forged: 'the record of the chain’s end was forged, or the last events were',
} as const;

export function addAuditCommands(program: Command): void {
  program
    .command('audit')
    .description('the audit log')
    .command('verify')
    .description('recompute every chain; names the first event that is wrong, and ends with 2 then')
    .action(async (_options, command: Command) => {
      await runCommand(command, async (ctx) => {
        const verdict = await checkChains(ctx);
        const { firstBad } = verdict;
        if (firstBad === undefined)
          return { json: verdict, text: `Events checked: ${verdict.checked}; every chain intact.` };
        const where = `event ${firstBad.seq} of the chain ${firstBad.chain}`;
        return { json: verdict, text: `Broken at ${where}: ${problems[firstBad.problem]}.`, exitCode: 2 };
      });
    });
}
