import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { root } from './lib/root.mjs';

/** The operators' tool, on the installation that `npm start` runs here. */
try {
  process.chdir(root);
  // What a command answers is all that programs may find on standard output.
  await ensureInstalled(process.stderr);
  const tsx = import.meta.resolve('tsx');
  const args = ['--import', tsx, path.join(root, 'apps/cli/src/main.ts'), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
} catch (error) {
  reportFailure(error);
}
