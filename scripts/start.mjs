import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { root } from './lib/root.mjs';
import { printIfRunning } from './lib/run-lock.mjs';

const isDev = process.argv.includes('--dev');
const managers = readManagers(process.argv);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

process.stdout.write('Dovecote\n');
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Dovecote needs Node 20.19 or later; this is ${process.version}.\n`);
  process.exit(1);
}

try {
  process.chdir(root);
  if (!(await printIfRunning())) await start();
} catch (error) {
  reportFailure(error);
}

async function start() {
  await ensureInstalled();
  if (isDev) {
    const { tsImport } = await import('tsx/esm/api');
    const { runStack } = await tsImport('../packages/local-stack/src/run-stack.ts', import.meta.url);
    await runStack({ root, build: null, managers });
    return;
  }
  const build = await ensureBuilt();
  const { runStack } = await import(pathToFileURL(build.stack).href);
  await runStack({ root, build, managers });
}

/** `--managers N`: how many bot-manager processes; one by default. */
function readManagers(argv) {
  const at = argv.indexOf('--managers');
  if (at === -1) return 1;
  const count = Number(argv[at + 1]);
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
  process.stderr.write('--managers needs a number from 1 to 64.\n');
  process.exit(1);
}
