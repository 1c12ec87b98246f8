import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SupervisedProcess } from './supervised-process';

const child = `
  const { appendFileSync } = require('node:fs');
  process.on('message', (message) => message === 'ping' && process.send('pong'));
  appendFileSync('starts', process.pid + '\\n');
  process.send({ type: 'ready' });
`;

let folder: string;
let supervised: SupervisedProcess;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dovecote-supervised-'));
  writeFileSync(path.join(folder, 'child.cjs'), child);
  const spec = { name: 'child', args: ['child.cjs'], cwd: folder, env: {}, logDir: folder, pingEveryMs: 50 };
  supervised = new SupervisedProcess(spec);
});

afterEach(async () => {
  await supervised.stop(1_000);
  rmSync(folder, { recursive: true, force: true });
});

const starts = () => readFileSync(path.join(folder, 'starts'), 'utf8').trim().split('\n').map(Number);

test('a child that no longer answers is replaced, one that answers is left alone', async () => {
  await supervised.start(10_000);
  const [first = 0] = starts();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(starts()).toEqual([first]);
  process.kill(first, 'SIGSTOP');
  await eventually(() => expect(starts()).toHaveLength(2));
  expect(() => process.kill(first, 0)).toThrow();
});

test('of a child that ends over a variable only the words about it are told, of any other its last lines', async () => {
  const read = (words: string) => `
    const error = new Error(${JSON.stringify(words)});
    error.stack = 'Error: ' + error.message;
    throw error;`;
  writeFileSync(path.join(folder, 'child.cjs'), read('The environment is not right.\nPORT: must be a number'));
  const failure = await supervised.start(10_000).catch((error: unknown) => error as Error);
  expect(failure).toMatchObject({ message: 'The environment is not right.\nPORT: must be a number' });
  writeFileSync(path.join(folder, 'child.cjs'), read('Something else'));
  const again = new SupervisedProcess({ name: 'other', args: ['child.cjs'], cwd: folder, env: {}, logDir: folder });
  await expect(again.start(10_000)).rejects.toThrow(/^other ended with 1 while starting\.\n[\s\S]*Something else/);
});
