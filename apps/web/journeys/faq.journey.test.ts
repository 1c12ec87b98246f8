import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Entered, enterWithBot } from './enter-with-bot';
import { expectAccessible, type Visitor } from './open-browser';

/** One page; readers mend what it leaves out. */
const umbrellasPdf = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [4 0 R] /Count 1 >> endobj
3 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
4 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >> endobj
5 0 obj << /Length 66 >>
stream
BT /F1 12 Tf 40 700 Td (We sell umbrellas in two sizes.) Tj ET    
endstream
endobj
trailer << /Root 1 0 R >>
%%EOF`;
let entered: Entered;
let visitor: Visitor;
let page: Page;
let model: Server;

beforeAll(async () => {
  model = createServer((_req, res) => void res.end(JSON.stringify({ choices: [{ message: { content: 'ready' } }] })));
  await new Promise<void>((done) => model.listen(0, '127.0.0.1', done));
  const pairs = [{ question: 'What are your opening hours?', answer: 'From 9 to 18.' }];
  entered = await enterWithBot('faq', { pairs }, { LOOPBACK_TARGETS: 'on' });
  ({ visitor, page } = entered);
});

afterAll(async () => {
  await entered?.close();
  model?.close();
});

const open = async (tab: string) => {
  await page.goto(`${entered.product.url}/bots/${entered.bot.id}/modules/faq`);
  await page.getByRole('tab', { name: tab }).click();
};
const chat = () => page.getByRole('log');

async function say(text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
}

test('a question nobody could answer becomes a pair: who waits is told, and who asks again is answered', async () => {
  await open('Answers');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await say('Do you ship to Malta?');
  await chat().getByText('I do not know the answer.').waitFor();
  await page.reload();
  await page.getByText('asked once').waitFor();
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.getByLabel('Your answer').fill('Yes, within a week.');
  await page.getByRole('button', { name: 'Add to the answers' }).click();
  await page.getByText('The bot could answer everything so far.').waitFor();
  await chat().getByText('A person answers you:').waitFor();
  await say('do you ship to malta');
  await expect.poll(() => chat().getByText('Yes, within a week.').count()).toBe(2);
  expect(visitor.complaints).toEqual([]);
});

test('a document that is pasted is quoted at once, and its citation shows the passage', async () => {
  await open('Documents');
  await page.getByText('None yet. Add a page, a manual or a price list.').waitFor();
  await page.getByLabel('Title').fill('Guide');
  await page
    .getByLabel('Text', { exact: true })
    .fill('# Gifts\n\n## Gift wrapping\nWe wrap gifts for free in blue paper.');
  await page.getByRole('button', { name: 'Add a document' }).click();
  await page.getByText('Added, 1 passage.').waitFor();
  await say('can you wrap gifts?');
  await chat().getByText('We wrap gifts for free in blue paper.').waitFor();
  await chat()
    .getByRole('button', { name: /Gift wrapping/ })
    .click();
  await expect.poll(() => chat().getByText('blue paper').count()).toBe(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove Guide' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('None yet.').waitFor();
  expect(visitor.complaints).toEqual([]);
});

test('a file that cannot be read is refused in words, and a PDF is taken from its file', async () => {
  await open('Documents');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await chooser.setFiles({ name: 'prices.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 broken') });
  await page.getByRole('button', { name: 'Add a document' }).click();
  await page.getByText('The file cannot be read as a PDF.').waitFor();
  visitor.complaints.length = 0;
  const [again] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  await again.setFiles({ name: 'umbrellas.pdf', mimeType: 'application/pdf', buffer: Buffer.from(umbrellasPdf) });
  await page.getByRole('button', { name: 'Add a document' }).click();
  await page.getByText('Added, 1 passage.').waitFor();
  await say('do you sell umbrellas?');
  await chat().getByText('We sell umbrellas in two sizes.').waitFor();
  expect(visitor.complaints).toEqual([]);
});

test('a chat becomes drafts; the approved one is a pair', async () => {
  await open('From a chat');
  const message = (id: number, from: string, text: string, more: object = {}) => {
    return { id, type: 'message', date_unixtime: String(1_760_000_000 + id * 60), from, from_id: from, text, ...more };
  };
  const messages = [
    message(1, 'user1', 'Can I bring my dog?'),
    message(2, 'user2', 'Sure, on a leash.', { reply_to_message_id: 1 }),
    { id: 3, type: 'message', text: 'no date' },
  ];
  const buffer = Buffer.from(JSON.stringify({ name: 'Chat', type: 'private_group', id: 1, messages }));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose result.json' }).click(),
  ]);
  await chooser.setFiles({ name: 'result.json', mimeType: 'application/json', buffer });
  await page.getByText('1 new draft.').waitFor();
  await page.getByRole('button', { name: '1 message could not be read' }).click();
  await page.getByText('Message 3').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('No drafts wait.').waitFor();
  await say('may I bring a dog?');
  await chat().getByText('Sure, on a leash.').waitFor();
  expect(visitor.complaints).toEqual([]);
});

test('a code connects a group; a model of one’s own is kept, tested and removed', async () => {
  await open('A person');
  await page.getByRole('button', { name: 'Connect a group' }).click();
  await page.getByText(/^\/connect@\w+ [A-Z2-9]{10}$/).waitFor();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Language model' }).click();
  const { port } = model.address() as AddressInfo;
  await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/v1`);
  await page.getByLabel('Model', { exact: true }).fill('tiny');
  await page.getByLabel('Key').fill('sk-secret');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Test it' }).click();
  await page.getByText(/It answers, in \d+ ms\./).waitFor();
  await expectAccessible(page);
  expect(await page.content()).not.toContain('sk-secret');
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Removed. Bots that used it quote from now on.').waitFor();
  expect(visitor.complaints).toEqual([]);
});
