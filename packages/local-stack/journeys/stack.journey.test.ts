import { eventually } from '@dovecote/testing/eventually';
import { descendants } from '@dovecote/testing/process-tree';
import { createRestClient } from '@dovecote/testing/rest-client';
import { signInToDashboard } from '@dovecote/testing/sign-in-to-dashboard';
import { createDataDir, startAgain, startProduct } from '@dovecote/testing/start-product';
import { afterAll, expect, test } from 'vitest';

const folder = createDataDir();

afterAll(() => folder.remove());

const person = { email: 'keeper@example.com', password: 'a loft full of doves' };

test('a second start shows the first; kill -9 loses nothing; SIGTERM ends all of it with 0', async () => {
  const first = await startProduct(folder.dataDir);
  expect(first.output()).toContain(first.url);
  expect(first.ownerLink).not.toBe('');
  const registered = await createRestClient(first.url).call('POST', '/auth/register', person);
  expect(registered.status).toBe(201);

  const second = await startAgain(folder.dataDir);
  expect(second).toMatchObject({ code: 0, output: expect.stringContaining(first.url) });

  const all = [first.process.pid ?? 0, ...descendants(first.process.pid ?? 0).map((one) => one.pid)];
  for (const pid of all) process.kill(pid, 'SIGKILL');

  const third = await startProduct(folder.dataDir);
  const signedIn = await createRestClient(third.url).call('POST', '/auth/login', person);
  expect(signedIn.status).toBe(200);
  const open = await fetch(`${third.url}/sign-in`);
  expect(open.status).toBe(200);

  // A dashboard left open holds a stream that never ends by itself.
  const cookie = await signInToDashboard(third.url, person);
  const stream = await fetch(`${third.url}/api/trpc/live.changes`, {
    headers: { cookie, accept: 'text/event-stream' },
  });
  expect(stream.status).toBe(200);
  const ended = stream.text().catch(() => 'cut');

  const children = descendants(third.process.pid ?? 0);
  expect(await third.stop()).toBe(0);
  await ended;
  await eventually(() => {
    for (const { pid } of children) expect(() => process.kill(pid, 0)).toThrow();
  });
  await expect(fetch(third.url)).rejects.toThrow();
});
