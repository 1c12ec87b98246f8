import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** The built web process, as the stack starts it. */
async function findBuild(): Promise<{ web: string; nextDistDir: string }> {
  const builder = pathToFileURL(path.join(root, 'scripts/lib/ensure-built.mjs')).href;
  return await (await import(builder)).ensureBuilt();
}

test('a web process that cannot reach its database at the start ends, so that it is started again', async () => {
  const { web, nextDistDir } = await findBuild();
  const child = spawn(process.execPath, [web], {
    cwd: path.join(root, 'apps/web'),
    env: {
      NODE_ENV: 'production',
      NEXT_DIST_DIR: nextDistDir,
      PORT: '0',
      SANDBOX: 'off',
      // Nobody listens there.
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      AUTH_SECRET: 'a'.repeat(32),
      ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
    },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  try {
    const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(60_000) });
    expect(code).toBe(1);
    expect(output).toContain('web cannot start');
  } finally {
    child.kill('SIGKILL');
  }
});
