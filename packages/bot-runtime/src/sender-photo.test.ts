import { outbox } from '@dovecote/db/schema/outbox';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createRuntimeBench } from './runtime-bench.test-helper';
import { createSender, insertCall, outboxRow, sentMessage, startBotApi } from './sender-bench.test-helper';

test('the text under a picture Telegram cannot fetch comes alone, before what follows it, and the receipt says so', async () => {
  const bench = await createRuntimeBench();
  const description = 'Bad Request: failed to get HTTP URL content';
  const api = await startBotApi((call) =>
    call.answer(call.text === undefined ? { ok: false, error_code: 400, description } : sentMessage),
  );
  const bot = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  const id = await insertCall(bench, bot, '5', 0);
  const next = await insertCall(bench, bot, '5', 1);
  open(bot);
  const payload = { chat_id: 5, photo: 'https://example.org/gone.png', caption: 'Our prices' };
  sender.enqueue(bot.id, [outboxRow('5', { id, method: 'sendPhoto', payload }), outboxRow('5', { id: next })]);
  await eventually(async () => {
    const rows = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id)).orderBy(outbox.position);
    expect(rows).toMatchObject([
      { state: 'sent', receipt: { messageId: 1, withoutPhoto: `400 ${description}` } },
      { state: 'sent', receipt: { messageId: 1 } },
    ]);
  });
  expect(api.received.map(({ text }) => text)).toEqual([undefined, 'Our prices', 'hello']);
  await close();
  await api.close();
  await bench.close();
});
