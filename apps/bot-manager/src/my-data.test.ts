import { eventually } from '@dovecote/testing/eventually';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

interface View {
  person: { id: number };
  messages: { from: string; text: string; document?: { url: string; name: string } }[];
}

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;

beforeAll(async () => {
  bench = await createBench();
  bot = await bench.createBot({}, { core: {}, engagement: {}, faq: {} });
  await bench.startManager();
});
afterAll(() => bench.close());

async function look(person: string): Promise<View> {
  const query = new URLSearchParams({ workspaceId: bot.workspaceId, person });
  return bench.control<View>('GET', `/chats/${bot.username}/messages?${query}`);
}

test('/mydata brings a file with what is kept of the person, names opened, and nothing of anybody else', async () => {
  await bench.send(bot, 'bob', '/checkin');
  await bench.send(bot, 'Жанна', '/checkin');
  await eventually(async () => expect((await bench.answers(bot, 'Жанна')).join()).toContain('Checked in'));
  await bench.send(bot, 'Жанна', '/mydata');
  let sent: View['messages'][number]['document'];
  await eventually(async () => {
    sent = (await look('Жанна')).messages.find(({ document }) => document)?.document;
    expect(sent).toMatchObject({ name: `${bot.username}-my-data.json` });
  });
  const data = await bench.control<Record<string, unknown>>('GET', sent?.url.replace('/control', '') ?? '');
  const { id } = (await look('Жанна')).person;
  expect(data).toMatchObject({
    bot: bot.username,
    person: String(id),
    modules: {
      core: { contacts: [{ external_id: String(id) }] },
      engagement: { engagement_people: [{ name: 'Жанна', streak: 1 }], engagement_balances: [{ points: 13 }] },
      faq: {},
    },
  });
  expect(JSON.stringify(data)).not.toContain(String((await look('bob')).person.id));
});
