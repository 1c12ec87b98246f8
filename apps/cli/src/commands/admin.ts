import { createPlatformOwnerLink } from '@dovecote/services/people/create-platform-owner-link';
import type { Command } from 'commander';
import { runCommand } from '../run-command';

export function addAdminCommands(program: Command): void {
  program
    .command('admin')
    .description('the people who run this installation')
    .command('link')
    .description('a one-time sign-in link for the platform owner')
    .action(async (_options, command: Command) => {
      await runCommand(command, async (ctx, { dashboardUrl }) => {
        const { token, expiresAt } = await createPlatformOwnerLink(ctx);
        const path = `/sign-in/link?token=${encodeURIComponent(token)}`;
        const link = `${dashboardUrl ?? ''}${path}`;
        const where = dashboardUrl === null ? 'Open it at the dashboard’s address. ' : '';
        return { json: { link, expiresAt }, text: `${link}\n${where}It works once, until ${expiresAt.toISOString()}.` };
      });
    });
}
