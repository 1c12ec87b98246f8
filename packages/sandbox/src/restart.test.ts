import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { describePerson } from './people';
import { startTestSandbox, workspaceId } from './sandbox.test-helper';

test('after a restart the bot, its chats, updates and files are there, and no update id comes twice', async () => {
  const first = await startTestSandbox();
  const { token, username } = await first.createBot();
  const chatId = describePerson(workspaceId, { name: 'you' }).id;
  await first.say(username, 'before');
  const before = new Api(token, { apiRoot: first.apiRoot });
  const [update] = await before.getUpdates();
  const sent = await before.sendDocument(chatId, 'https://x.org/a.pdf');
  await first.server.close();

  const second = await startTestSandbox({ store: first.store });
  try {
    const after = new Api(token, { apiRoot: second.apiRoot });
    expect(await after.getUpdates()).toEqual([update]);
    await second.say(username, 'after');
    const ids = (await after.getUpdates()).map((one) => one.update_id);
    expect(ids).toEqual([update?.update_id, (update?.update_id ?? 0) + 1]);
    const next = await after.sendDocument(chatId, sent.document.file_id);
    expect(next.message_id).toBeGreaterThan(sent.message_id);
    const chat = await second.chatWhen(username, () => true);
    expect(chat.messages.map((one) => one.text)).toEqual(['before', '', 'after', '']);
  } finally {
    await second.server.close();
  }
});

test('what was acknowledged is stored without a clean end', async () => {
  const first = await startTestSandbox();
  const { token, username } = await first.createBot();
  await first.say(username, 'acknowledged');
  const second = await startTestSandbox({ store: first.store });
  const api = new Api(token, { apiRoot: second.apiRoot });
  expect((await api.getUpdates())[0]?.message?.text).toBe('acknowledged');
  await Promise.all([first.server.close(), second.server.close()]);
});
