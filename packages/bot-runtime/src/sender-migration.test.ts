import { outbox } from '@dovecote/db/schema/outbox';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createRuntimeBench } from './runtime-bench.test-helper';
import { createSender, outboxRow, startBotApi } from './sender-bench.test-helper';

test('a call follows its chat to a new id once; a server that names one again and again gets a refusal on record', async () => {
  const bench = await createRuntimeBench();
  const api = await startBotApi((call) =>
    call.answer({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: Number(call.chatId) - 1 },
    }),
  );
  const bot = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  const [stored] = await bench.db
    .insert(outbox)
    .values({
      workspaceId: bot.workspaceId,
      botId: bot.id,
      position: 0,
      chatId: '-5',
      method: 'sendMessage',
      payload: bot.calls.seal('{}', { row: bot.id, column: 'payload' }),
      policy: 'never_lost',
      state: 'sending',
    })
    .returning();
  open(bot);
  sender.enqueue(bot.id, [outboxRow('-5', { id: stored?.id ?? 0, policy: 'never_lost' })]);
  await eventually(async () => {
    const [row] = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id));
    expect(row).toMatchObject({ state: 'refused', attempts: 2 });
    expect(row?.error).toMatch(/^400 /);
  });
  expect(api.received.map((call) => call.chatId)).toEqual(['-5', '-6']);
  await close();
  await api.close();
  await bench.close();
});
