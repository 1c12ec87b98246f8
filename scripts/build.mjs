import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { root } from './lib/root.mjs';

/** Builds everything; with `--into <folder>` also puts it where an image takes it from. */
try {
  process.chdir(root);
  await ensureInstalled();
  const build = await ensureBuilt();
  const into = process.argv[process.argv.indexOf('--into') + 1];
  if (process.argv.includes('--into') && into) {
    mkdirSync(into, { recursive: true });
    copyFileSync(build.botManager, path.join(into, 'bot-manager.mjs'));
    copyFileSync(build.watchdogThread, path.join(into, 'watchdog-thread.mjs'));
    copyFileSync(build.sandbox, path.join(into, 'sandbox.mjs'));
    cpSync(path.dirname(build.web), path.join(root, 'apps/web/dist/release'), { recursive: true });
    cpSync(path.join(root, 'apps/web', build.nextDistDir), path.join(root, 'apps/web/.next'), { recursive: true });
  }
} catch (error) {
  reportFailure(error);
}
