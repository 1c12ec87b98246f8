import { contacts } from '@dovecote/db/schema/contacts';
import { engagementScores } from '@dovecote/db/schema/engagement';
import { eventually } from '@dovecote/testing/eventually';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBench } from './manager-bench.test-helper';

let bench: Awaited<ReturnType<typeof createBench>>;
beforeAll(async () => {
  bench = await createBench();
  await bench.startManager();
});
afterAll(() => bench.close());

test('a group’s board goes on under one name when it becomes a supergroup', async () => {
  const bot = await bench.createBot({}, { core: {}, engagement: {} });
  const { workspaceId } = bot;
  const open = { workspaceId, person: 'ann', title: 'Club', isBasic: true };
  const { chatId: former } = await bench.control<{ chatId: number }>('POST', `/groups/${bot.username}`, open);
  const write = (person: string, chatId: number) =>
    bench.control('POST', `/chats/${bot.username}/messages`, { workspaceId, person, chatId, text: '/checkin' });
  const isOfGroup = and(
    eq(engagementScores.botId, bot.id),
    eq(engagementScores.board, `chat:${former}`),
    eq(engagementScores.period, 'ever'),
  );
  const holders = () => bench.db.select().from(engagementScores).where(isOfGroup);
  await bench.control('POST', `/groups/${bot.username}/${former}/members`, {
    workspaceId,
    person: 'bob',
    status: 'member',
  });
  await write('ann', former);
  await eventually(async () => expect(await holders()).toHaveLength(1));
  const path = `/groups/${bot.username}/${former}/upgrade`;
  const { chatId: after } = await bench.control<{ chatId: number }>('POST', path, { workspaceId });
  await eventually(async () => {
    const known = await bench.db.select().from(contacts).where(eq(contacts.botId, bot.id));
    const ofChat = (id: number) => known.find(({ externalId }) => externalId === String(id));
    expect(ofChat(after)).toMatchObject({ movedFrom: String(former), kind: 'supergroup' });
    expect(ofChat(former)).toMatchObject({ isBlocked: true });
  });
  await write('bob', after);
  await eventually(async () => expect(await holders()).toHaveLength(2));
});
