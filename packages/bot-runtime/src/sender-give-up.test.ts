import { outbox } from '@dovecote/db/schema/outbox';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createRuntimeBench } from './runtime-bench.test-helper';
import { createSender, insertCall, outboxRow, sentMessage, startBotApi } from './sender-bench.test-helper';

test('a call that is never answered ends as uncertain, and what its chat has after it goes', async () => {
  const bench = await createRuntimeBench();
  const api = await startBotApi((call) => {
    const isFirst = api.received.length === 1;
    call.answer(isFirst ? { ok: false, error_code: 500, description: 'Internal Server Error' } : sentMessage);
  });
  const bot = await bench.createBot(api.apiRoot);
  const { sender, open, close } = createSender(bench);
  const [first, second] = [await insertCall(bench, bot, '5', 0), await insertCall(bench, bot, '5', 1)];
  open(bot);
  sender.enqueue(bot.id, [
    outboxRow('5', { id: first, policy: 'never_lost', lostAnswers: 239 }),
    outboxRow('5', { id: second, policy: 'never_lost', state: 'queued' }),
  ]);
  await eventually(async () => {
    const rows = await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id)).orderBy(outbox.position);
    expect(rows).toMatchObject([
      { state: 'ambiguous', isAmbiguous: true, error: '500 Internal Server Error' },
      { state: 'sent', isAmbiguous: false },
    ]);
  });
  expect(api.received).toHaveLength(2);
  await close();
  await api.close();
  await bench.close();
});
