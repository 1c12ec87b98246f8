import { Api, GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import { describePerson } from './people';
import { startTestSandbox, workspaceId } from './sandbox.test-helper';

test('more than a burst to one chat is refused until the time told has passed', async () => {
  let nowMs = 1_800_000_000_000;
  const clock = { nowMs: () => nowMs };
  const sandbox = await startTestSandbox({ clock, limits: { perChatBurst: 3, perChatPerSecond: 0.2 } });
  try {
    const { token, username } = await sandbox.createBot();
    await sandbox.say(username, 'hello');
    const api = new Api(token, { apiRoot: sandbox.apiRoot });
    const chatId = describePerson(workspaceId, { name: 'you' }).id;
    for (let sent = 0; sent < 3; sent += 1) await api.sendMessage(chatId, 'x');
    const error: unknown = await api.sendMessage(chatId, 'x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GrammyError);
    expect(error).toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 5',
      parameters: { retry_after: 5 },
    });
    nowMs += 5_000;
    await api.sendMessage(chatId, 'x');
  } finally {
    await sandbox.server.close();
  }
});
