import { eventually } from '@dovecote/testing/eventually';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Entered, enterWithBot } from './enter-with-bot';

let entered: Entered;

beforeAll(async () => {
  entered = await enterWithBot('engagement', {});
});

afterAll(async () => await entered?.close());

test('work a module asked for itself opens from the journal like any update', async () => {
  const { page, owner, bot, product, visitor } = entered;
  const poll = { chatId: '-1001234567890', question: 'Which?', options: ['This', 'That'] };
  expect((await owner.call('POST', `/bots/${bot.id}/engagement/polls`, poll)).status).toBe(201);
  const path = `/bots/${bot.id}/updates`;
  const id = await eventuallyId(async () => {
    const { body } = await owner.call<{ items: { id: string; state: string }[] }>('GET', path);
    return body.items.find((one) => one.id.startsWith('job:') && one.state === 'done')?.id;
  });
  expect(await owner.call('GET', `${path}/${id}`)).toMatchObject({ status: 200, body: { update: { id } } });
  await page.goto(`${product.url}/bots/${bot.id}/activity`);
  await page.getByRole('link', { name: id }).click();
  await page.getByRole('heading', { name: `Update ${id}`, exact: true }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: `Update ${id}`, exact: true }).waitFor();
  expect(visitor.complaints).toEqual([]);
});

async function eventuallyId(find: () => Promise<string | undefined>): Promise<string> {
  let id: string | undefined;
  await eventually(async () => {
    id = await find();
    expect(id).toBeDefined();
  });
  return id ?? '';
}
