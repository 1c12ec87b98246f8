import { createTestServices, type TestServices } from '@dovecote/services/create-test-services.test-helper';
import { createSession } from '@dovecote/services/people/create-session';
import { redeemOneTimeLink } from '@dovecote/services/people/redeem-one-time-link';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../server-context';
import { announceOwner } from './announce-owner';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const admin = { ADMIN_EMAIL: 'root@example.com', ADMIN_PASSWORD: 'granite-otter-lamp-9' };

const start = async (env: Partial<typeof admin> = {}) =>
  await announceOwner({ env, deps: { services: kit.services } } as unknown as ServerContext);
const tokenOf = (path = '') => new URL(path, 'http://127.0.0.1').searchParams.get('token') ?? '';

test('a start without the variables has a link; one with them needs none, until somebody followed a link', async () => {
  const first = await start();
  expect(first).toEqual({ linkPath: expect.stringMatching(/^\/sign-in\/link\?token=./) });
  expect(await start(admin)).toEqual({});
  expect(await start(admin)).toEqual({});
  const owner = await redeemOneTimeLink(kit.anonymous(), tokenOf((await start()).linkPath));
  expect(owner.email).toBe(admin.ADMIN_EMAIL);
  await createSession(kit.anonymous(), owner, 'web', 'link');
  expect(await start(admin)).toEqual({});
});

test('variables that are ignored are said to be, without their values, and the link is there', async () => {
  const other = { ADMIN_EMAIL: 'other@example.com', ADMIN_PASSWORD: 'basalt-heron-tray-4' };
  const { linkPath, notice = '' } = await start(other);
  expect(notice).toMatch(/^ADMIN_EMAIL and ADMIN_PASSWORD were ignored: there is a platform owner already,/);
  expect(notice).not.toContain('@');
  const owner = await redeemOneTimeLink(kit.anonymous(), tokenOf(linkPath));
  expect(owner.email).toBe(admin.ADMIN_EMAIL);
});

test('an address without a password is said to be ignored, and the link is there', async () => {
  const { linkPath, notice } = await start({ ADMIN_EMAIL: 'root@example.com' });
  expect(notice).toBe('ADMIN_EMAIL was ignored: without ADMIN_PASSWORD it makes nobody the owner.');
  expect(linkPath).toContain('/sign-in/link?token=');
});
