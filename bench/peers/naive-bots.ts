import { Bot, type Context, webhookCallback } from 'grammy';
import pg from 'pg';
import { listenAsPeer, peerOptions } from './listen-as-peer';
import { peerBots } from './peer-bots';

/**
 * What most people build first: a grammY Bot for each token in one process, and a transaction for each update that
 * journals it, gives the point and commits; then the answer by an API call.
 */
const { apiRoot, databaseUrl, bots } = peerOptions<{ apiRoot: string; databaseUrl: string; bots: number }>();

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });

const journal = {
  name: 'journal',
  text: 'insert into naive_updates (bot_id, update_id) values ($1, $2) on conflict do nothing',
};
const givePoint = {
  name: 'give-point',
  text: `insert into naive_points as stored (bot_id, chat_id, points) values ($1, $2, 1)
    on conflict (bot_id, chat_id) do update set points = stored.points + 1`,
};

/** False for an update that came before. */
async function commitUpdate(botId: number, updateId: number, chatId: number): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query({ ...journal, values: [botId, updateId] });
    if (rowCount === 1) await client.query({ ...givePoint, values: [botId, chatId] });
    await client.query('commit');
    return rowCount === 1;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

const doors = new Map(
  peerBots(bots).map(({ token, door, me }) => {
    const bot = new Bot<Context>(token, { botInfo: me, client: { apiRoot } });
    bot.on('message:text', async (ctx) => {
      const isNew = await commitUpdate(ctx.me.id, ctx.update.update_id, ctx.chat.id);
      if (isNew) await ctx.reply(`You said: ${ctx.message.text}`);
    });
    return [door.path, webhookCallback(bot, 'http', { secretToken: door.secret })] as const;
  }),
);

listenAsPeer((req, res) => {
  const handle = doors.get(req.url ?? '');
  if (!handle) {
    res.writeHead(404).end();
    return;
  }
  handle(req, res).catch(() => {
    if (!res.headersSent) res.writeHead(500);
    res.end();
  });
});
