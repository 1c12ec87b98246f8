import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { botManagerNodeArgs } from '@dovecote/local-stack/bot-manager-node-args';
import { expect, test } from 'vitest';

test('the heap stays near what is alive while little is to do, and has room while many updates come', async () => {
  const script = path.join(import.meta.dirname, 'heap-policy.test-helper.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [...botManagerNodeArgs, '--import', 'tsx', script]);
  const peak = JSON.parse(stdout) as Record<'idle' | 'busy' | 'idleAgain', number>;
  expect(peak.idle).toBeLessThan(0.75 * peak.busy);
  // The young generation keeps the room it was given.
  expect(peak.idleAgain).toBeLessThan(0.85 * peak.busy);
}, 60_000);
