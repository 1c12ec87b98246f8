import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { botManagerNodeArgs } from './bot-manager-node-args';

test('the image starts a bot-manager with the memory it is measured with', () => {
  const dockerfile = readFileSync(path.resolve(import.meta.dirname, '../../../Dockerfile'), 'utf8');
  const command = dockerfile.split('\n').find((line) => line.startsWith('CMD') && line.includes('bot-manager.mjs'));
  expect(JSON.parse(command?.slice('CMD '.length) ?? '[]')).toEqual(expect.arrayContaining([...botManagerNodeArgs]));
});
