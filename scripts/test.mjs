import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { reportFailure } from './lib/report-failure.mjs';
import { root } from './lib/root.mjs';

const [only] = process.argv.slice(2);
const scratch = mkdtempSync(path.join(tmpdir(), 'dovecote-run-'));
const totals = { passed: 0, failed: 0, skipped: 0 };

try {
  process.chdir(root);
  await ensureInstalled();
  if (!hasRedis()) process.stdout.write('  ! no redis-server was found: the queue suite runs on Postgres only\n');
  if (only !== 'journeys') await runVitest('unit', ['--coverage']);
  if (only !== 'unit') {
    await ensureBuilt();
    await runVitest('journeys', ['--config', 'vitest.journeys.config.ts']);
  }
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
  process.exitCode = totals.failed > 0 ? 1 : 0;
} catch (error) {
  reportFailure(error);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Runs one suite in view of the reader and adds up its counts; a suite that broke before a test counts as failed. */
async function runVitest(name, args) {
  const report = path.join(scratch, `${name}.json`);
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(process.execPath, [vitest, 'run', ...args, ...reporters]);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  totals.passed += result?.numPassedTests ?? 0;
  totals.skipped += (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
  const failed = result?.numFailedTests ?? 0;
  totals.failed += code !== 0 && failed === 0 ? 1 : failed;
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function hasRedis() {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'redis-server')));
}
