import path from 'node:path';
import { pnpm, root } from './root.mjs';
import { runQuietly, StepError, showStep } from './run-step.mjs';
import { installStamp, readStamp, writeStamp } from './stamps.mjs';

const stampFile = path.join(root, 'node_modules', '.dovecote-stamp');

/** Installs the dependencies if the lockfile or a manifest differs from what is installed; `out` is told of it. */
export async function ensureInstalled(out = process.stdout) {
  const stamp = installStamp();
  if (readStamp(stampFile) === stamp) return;
  const install = () =>
    runQuietly('npx', [...pnpm, 'install', '--frozen-lockfile', '--prefer-offline'], { CI: 'true' }).catch((error) => {
      throw new StepError(`The dependencies could not be installed. Is the npm registry reachable?\n${error.message}`);
    });
  await showStep('installing the dependencies', install, out);
  writeStamp(stampFile, stamp);
}
