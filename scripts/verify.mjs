import { ensureInstalled } from './lib/ensure-installed.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { pnpm } from './lib/root.mjs';
import { runQuietly, showStep } from './lib/run-step.mjs';

/** What needs no service: format and lint, types, the layout's rules, dead code. */
const steps = [
  ['format and lint', 'npx', ['biome', 'check', '--error-on-warnings']],
  ['types', 'npx', [...pnpm, 'exec', 'turbo', 'run', 'typecheck']],
  ['architecture', 'npx', ['vitest', 'run', '--config', 'vitest.verify.config.ts']],
  ['dead code', 'npx', ['knip']],
];

try {
  await ensureInstalled();
  for (const [title, command, args] of steps) await showStep(title, () => runQuietly(command, args));
} catch (error) {
  reportFailure(error);
}
