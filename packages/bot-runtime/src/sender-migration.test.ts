import { outbox } from '@dovecote/db/schema/outbox';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createRuntimeBench } from './runtime-bench.test-helper';
import { createSender, insertCall, outboxRow, startBotApi } from './sender-bench.test-helper';

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

test('what was about a message of the group touches no message of the supergroup', async () => {
  const bench = await createRuntimeBench();
  const upgraded = { ok: false, error_code: 400, description: 'Bad Request: upgraded' };
  const api = await startBotApi((call) =>
    call.answer(
      call.chatId === '-5'
        ? { ...upgraded, parameters: { migrate_to_chat_id: -6 } }
        : { ok: true, result: { message_id: 1, chat: { id: -6 } } },
    ),
  );
  const bot = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  const calls = [
    { method: 'editMessageText', payload: { chat_id: -5, message_id: 7, text: 'board' } },
    { method: 'deleteMessage', payload: { chat_id: -5, message_id: 8 } },
    { method: 'sendMessage', payload: { chat_id: -5, text: 'hello', reply_parameters: { message_id: 9 } } },
  ];
  open(bot);
  for (const [position, call] of calls.entries()) {
    const id = await insertCall(bench, bot, '-5', position);
    sender.enqueue(bot.id, [outboxRow('-5', { ...call, id, policy: 'never_lost' })]);
  }
  await eventually(async () => {
    const rows = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id)).orderBy(outbox.position);
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'refused', 'sent']);
  });
  expect(api.received.filter(({ chatId }) => chatId === '-6').map(({ method, payload }) => [method, payload])).toEqual([
    ['sendMessage', { chat_id: -6, text: 'board' }],
    ['sendMessage', { chat_id: -6, text: 'hello' }],
  ]);
  await close();
  await api.close();
  await bench.close();
});
