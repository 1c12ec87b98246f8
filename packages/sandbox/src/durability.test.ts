import { Api } from 'grammy';
import { expect, test } from 'vitest';
import { startTestSandbox, workspaceId } from './sandbox.test-helper';
import { MemorySandboxStore } from './store/memory-sandbox-store';
import type { BotChanges } from './store/sandbox-store';

class BreakableStore extends MemorySandboxStore {
  isBroken = false;

  override async saveBot(telegramId: string, changes: BotChanges): Promise<void> {
    if (this.isBroken) throw new Error('The disk is full.');
    await super.saveBot(telegramId, changes);
  }

  override async ping(): Promise<void> {
    if (this.isBroken) throw new Error('The disk is full.');
  }
}

test('nothing is acknowledged or shown to the bot while it cannot be stored, and all heals', async () => {
  const store = new BreakableStore();
  const sandbox = await startTestSandbox({ store });
  try {
    const { token, username } = await sandbox.createBot();
    const api = new Api(token, { apiRoot: sandbox.apiRoot });
    store.isBroken = true;
    const said = await sandbox.control('POST', `/chats/${username}/messages`, { workspaceId, text: 'lost?' });
    expect(said).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL' } } });
    expect(JSON.stringify(said.body)).not.toContain('disk');
    await expect(api.getUpdates()).rejects.toMatchObject({ error_code: 500, description: 'Internal Server Error' });
    expect((await fetch(`${sandbox.apiRoot}/health/ready`)).status).toBe(503);
    store.isBroken = false;
    expect((await api.getUpdates()).map((update) => update.message?.text)).toEqual(['lost?']);
    expect((await fetch(`${sandbox.apiRoot}/health/ready`)).status).toBe(200);
  } finally {
    await sandbox.server.close();
  }
});

test('many people at once: every update comes once, each person in order', async () => {
  const sandbox = await startTestSandbox();
  try {
    const { token, username } = await sandbox.createBot();
    const people = Array.from({ length: 20 }, (_value, index) => `p${index}`);
    const writing = Promise.all(
      people.map(async (person) => {
        for (let count = 0; count < 20; count += 1) await sandbox.say(username, `${person} ${count}`, person);
      }),
    );
    const api = new Api(token, { apiRoot: sandbox.apiRoot });
    const texts: string[] = [];
    const ids = new Set<number>();
    for (let offset = 0; texts.length < 400; ) {
      const updates = await api.getUpdates({ offset, timeout: 5, limit: 30 });
      for (const update of updates) {
        texts.push(update.message?.text ?? '');
        ids.add(update.update_id);
        offset = update.update_id + 1;
      }
    }
    await writing;
    expect(ids.size).toBe(400);
    for (const person of people) {
      const own = texts.filter((text) => text.startsWith(`${person} `));
      expect(own).toEqual(Array.from({ length: 20 }, (_value, count) => `${person} ${count}`));
    }
  } finally {
    await sandbox.server.close();
  }
});
