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

test('the owner sends a poll, a person votes for it in the playground, and the board moves', async () => {
  const { page, owner, bot, visitor } = entered;
  const people = await owner.call<{ items: { personId: string; name: string }[] }>(
    'GET',
    `/bots/${bot.id}/engagement/people`,
  );
  const sam = people.body.items.find(({ name }) => name === 'Sam')?.personId ?? '';
  await tab('Polls');
  await page.getByLabel('Question', { exact: true }).fill('Tea or coffee?');
  await page.getByLabel('Options', { exact: true }).fill('Tea\nCoffee');
  await page.getByLabel('Chat', { exact: true }).fill(sam);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send the poll' }).click();
  await chat().getByText('Tea or coffee?').waitFor();
  await chat().getByRole('button', { name: 'Coffee' }).click();
  await chat()
    .getByText(/^1 vote/)
    .waitFor();
  await page.getByRole('list', { name: 'Polls and quizzes' }).getByText('1 vote', { exact: true }).waitFor();
  await tab('Today');
  await page
    .getByRole('list', { name: 'Leaderboard' })
    .getByText(/^(18|28) points/)
    .waitFor();
  expect(visitor.complaints).toEqual([]);
});

test('questions come from a file, and what is wrong with a row is told', async () => {
  const { page } = entered;
  await tab('Questions');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  const buffer = Buffer.from('question,option1,option2,right\n2 + 2?,3,4,2\nNo answer?,yes,no,\n');
  await chooser.setFiles({ name: 'questions.csv', mimeType: 'text/csv', buffer });
  await page.getByText('1 question was taken').waitFor();
  await page.getByRole('button', { name: '1 row was left out' }).click();
  await page.getByText('Row 3').waitFor();
  await page.getByRole('list', { name: 'Question bank' }).getByText('2 + 2?').waitFor();
  await expectAccessible(page);
  await tab('Invitations');
  await page.getByText('None.').waitFor();
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
