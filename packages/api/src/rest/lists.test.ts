import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type RestClient, type TestApi } from '../create-test-api.test-helper';

let api: TestApi;
let owner: RestClient;
let username: string;
let botPath: string;
beforeAll(async () => {
  api = await createTestApi();
  owner = await api.register();
  const born = await owner.call('POST', '/sandbox/bots', {});
  username = born.body.username;
  botPath = `/bots/${(await owner.call('POST', '/bots', { token: born.body.token })).body.id}`;
  for (const text of ['one', 'two', 'three']) {
    await owner.call('POST', `/sandbox/chats/${username}/messages`, { text });
  }
  const workspace = `/workspaces/${owner.workspaceId}`;
  const guest = await api.register();
  for (let more = 2; more > 0; more -= 1) await owner.call('POST', `${workspace}/invitations`, { role: 'viewer' });
  const { body } = await owner.call('POST', `${workspace}/invitations`, { role: 'viewer' });
  await guest.call('POST', '/workspaces/join', { token: body.token });
  await owner.call('POST', '/workspaces', { name: 'Another' });
  const { email } = owner;
  await api.call('POST', '/auth/login', { email, password: 'violet-kettle-orbit-47' });
});
afterAll(async () => await api.close());

const lists: [string, () => string, number][] = [
  ['sessions', () => '/me/sessions', 2],
  ['workspaces', () => '/workspaces', 2],
  ['members', () => `/workspaces/${owner.workspaceId}/members`, 2],
  ['invitations', () => `/workspaces/${owner.workspaceId}/invitations`, 2],
  ['modules', () => `${botPath}/modules`, 2],
  ['a chat of the sandbox', () => `/sandbox/chats/${username}/messages`, 3],
  ['bots', () => '/bots', 1],
];

test.each(lists)('%s come in pages', async (_name, pathOf, countMin) => {
  const whole = (await owner.call('GET', pathOf())).body.items;
  expect(whole.length).toBeGreaterThanOrEqual(countMin);
  const paged: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await owner.call('GET', `${pathOf()}?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page).toMatchObject({ status: 200, body: { items: [{}] } });
    paged.push(...page.body.items);
    cursor = page.body.nextCursor;
  }
  expect(withoutClock(paged)).toEqual(withoutClock(whole));
});

/** Asking is being seen. */
function withoutClock(items: unknown[]): unknown[] {
  return items.map((item) => ({ ...(item as object), lastSeenAt: null }));
}

const everyList = () => [
  ...lists.map(([, pathOf]) => pathOf()),
  ...['webhooks', 'api-keys'].map((sub) => `/workspaces/${owner.workspaceId}/${sub}`),
  ...['achievements', 'tags/refusals'].map((sub) => `${botPath}/engagement/${sub}`),
  ...['questions', 'drafts', 'documents'].map((sub) => `${botPath}/faq/${sub}`),
];

test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=nonsense'])('no list takes %s', async (query) => {
  for (const path of everyList()) {
    const [field = ''] = query.split('=');
    const answer = await owner.call('GET', `${path}?${query}`);
    expect([path, answer.status, answer.body.code]).toEqual([path, 422, 'VALIDATION_FAILED']);
    expect(answer.body.fields).toHaveProperty(field);
  }
});
