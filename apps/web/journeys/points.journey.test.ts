import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Entered, enterWithBot } from './enter-with-bot';
import { expectAccessible } from './open-browser';

let entered: Entered;

beforeAll(async () => {
  entered = await enterWithBot('engagement', { teams: [{ id: 'owls', title: 'Owls' }] });
  await entered.page.goto(`${entered.product.url}/bots/${entered.bot.id}/modules/engagement`);
});

afterAll(async () => await entered?.close());

const chat = () => entered.page.getByRole('log');
const tab = (name: string) => entered.page.getByRole('tab', { name, exact: true }).click();

test('the board moves while people play', async () => {
  const { page, say, visitor } = entered;
  await page.getByText('Nobody has points here yet.').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('/checkin');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  const board = page.getByRole('list', { name: 'Leaderboard' });
  await board.getByText('Sam').waitFor();
  for (const person of ['ann', 'bob']) await say(person, '/checkin');
  await board.getByText('Bob').waitFor();
  expect(await board.getByRole('listitem').count()).toBe(3);
  await page.getByText('of 3 people').waitFor();
  await expectAccessible(page);
  expect(visitor.complaints).toEqual([]);
});

test('every point of a person is explained, and one that is taken back is gone', async () => {
  const { page, visitor } = entered;
  await tab('People');
  const ann = page.getByRole('listitem').filter({ hasText: 'Ann' });
  await ann.getByRole('button', { name: 'Lines' }).click();
  const lines = page.getByRole('dialog').getByRole('list', { name: 'Lines' });
  await lines.getByText('Daily check-in, day 1').waitFor();
  await expectAccessible(page);
  const checkin = lines.getByRole('listitem').filter({ hasText: 'Daily check-in' });
  await checkin.getByRole('button', { name: 'Take back' }).click();
  await lines.getByText('Taken back: checkin').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await ann.getByText(/^0 points|^10 points/).waitFor();
  expect(visitor.complaints).toEqual([]);
});

test('a banned person earns nothing, asks to be looked at again, and earns again once the ban is lifted', async () => {
  const { page, say } = entered;
  await tab('People');
  const bob = page.getByRole('listitem').filter({ hasText: 'Bob' });
  await bob.getByRole('button', { name: 'Ban' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Ban' }).click();
  await bob.getByText('Banned by you').waitFor();
  await say('bob', '/dashboard');
  await bob.getByRole('button', { name: 'Lift the ban' }).click();
  await bob.getByRole('button', { name: 'Ban', exact: true }).waitFor();
});

test('what can be achieved stands with what it takes, and a game is played in one message', async () => {
  const { page, visitor } = entered;
  await tab('Achievements');
  expect(await page.getByRole('tabpanel').getByRole('listitem').count()).toBeGreaterThanOrEqual(24);
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Message' }).fill('/game');
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await chat()
    .getByRole('button', { name: /Emoji hunt/ })
    .click();
  await chat().getByRole('button').nth(3).waitFor();
  expect(visitor.complaints).toEqual([]);
});
