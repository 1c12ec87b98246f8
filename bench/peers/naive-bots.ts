import { Bot, type Context, webhookCallback } from 'grammy';
import pg from 'pg';
import { listenAsPeer, peerOptions } from './listen-as-peer';
import { peerBots } from './peer-bots';

/**
 * What most people build first: a grammY Bot for each token in one process, and a transaction for each update that
 * journals it, gives the point, notes the answer to send and commits; then the answer by an API call, and its receipt.
 * Without an outbox a crash between the commit and the call loses the answer for good.
 */
const { apiRoot, databaseUrl, bots, hasOutbox } = peerOptions<{
  apiRoot: string;
  databaseUrl: string;
  bots: number;
  hasOutbox: boolean;
}>();

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });

const journal = {
  name: 'journal',
  text: 'insert into naive_updates (bot_id, update_id, body) values ($1, $2, $3) on conflict do nothing',
};
const givePoint = {
  name: 'give-point',
  text: `insert into naive_points as stored (bot_id, chat_id, points) values ($1, $2, 1)
    on conflict (bot_id, chat_id) do update set points = stored.points + 1`,
};

const noteCall = {
  name: 'note-call',
  text: `insert into naive_outbox (bot_id, update_id, chat_id, payload, state) values ($1, $2, $3, $4, 'sending')
    returning id`,
};
const noteReceipt = {
  name: 'note-receipt',
  text: `update naive_outbox set state = 'sent', message_id = $2, sent_at = now() where id = $1`,
};

interface Committed {
  /** False for an update that came before. */
  isNew: boolean;
  outboxId: string | undefined;
}

async function commitUpdate(ctx: Context, chatId: number, text: string): Promise<Committed> {
  const botId = ctx.me.id;
  const updateId = ctx.update.update_id;
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rowCount } = await client.query({ ...journal, values: [botId, updateId, JSON.stringify(ctx.update)] });
    const isNew = rowCount === 1;
    let outboxId: string | undefined;
    if (isNew) {
      await client.query({ ...givePoint, values: [botId, chatId] });
      if (hasOutbox) {
        const payload = JSON.stringify({ chat_id: chatId, text });
        const { rows } = await client.query<{ id: string }>({
          ...noteCall,
          values: [botId, updateId, chatId, payload],
        });
        outboxId = rows[0]?.id;
      }
    }
    await client.query('commit');
    return { isNew, outboxId };
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
      const text = `You said: ${ctx.message.text}`;
      const { isNew, outboxId } = await commitUpdate(ctx, ctx.chat.id, text);
      if (!isNew) return;
      const sent = await ctx.reply(text);
      if (outboxId) await pool.query({ ...noteReceipt, values: [outboxId, sent.message_id] });
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
