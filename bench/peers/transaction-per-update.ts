import pg from 'pg';
import { benchUpdate, chatOf } from '../src/rig/bench-update';
import { type InFlightOptions, runInFlight } from '../src/rig/run-in-flight';
import { serveCommands } from '../src/rig/serve-commands';
import { peerOptions } from './listen-as-peer';

/**
 * The careful host without a group commit: a transaction for each update that journals it with its body, gives the
 * point and notes the answer to send. The same tables and indexes as the product's, prepared statements, a pool of ten.
 */
const { databaseUrl, chats } = peerOptions<{ databaseUrl: string; chats: number }>();

const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
const { rows: bots } = await pool.query<{ workspace_id: string; id: string }>('select workspace_id, id from bots');

const journal = {
  name: 'journal',
  text: `insert into updates (workspace_id, bot_id, update_id, channel, lane, kind, contact_id, state, module_id, attempts,
      body, received_at, started_at, finished_at)
    values ($1, $2, $3, 'telegram', $4, 'message', $4, 'done', 'bench_points', 1, $5, now(), now(), now())
    on conflict do nothing returning seq`,
};
const givePoint = {
  name: 'give-point',
  text: `insert into bench_points as stored (workspace_id, bot_id, contact_id, points) values ($1, $2, $3, 1)
    on conflict (workspace_id, bot_id, contact_id) do update set points = stored.points + 1`,
};
const noteCall = {
  name: 'note-call',
  text: `insert into outbox (workspace_id, bot_id, update_id, update_seq, position, module_id, chat_id, method, payload, policy,
      state, epoch, created_at)
    values ($1, $2, $3, $4, 0, 'bench_points', $5, 'sendMessage', $6, 'never_lost', 'sending', 1, now())`,
};

async function commitUpdate(index: number): Promise<void> {
  const bot = bots[index % bots.length];
  if (!bot) throw new Error('The fleet is empty.');
  const chatId = chatOf(index, { bots: bots.length, chats });
  const body = benchUpdate(index, chatId);
  const key = [bot.workspace_id, bot.id];
  const updateId = String(index);
  const payload = JSON.stringify({ chat_id: chatId, text: `You said: #${index}` });
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ seq: string }>({
      ...journal,
      values: [...key, updateId, String(chatId), body],
    });
    await client.query({ ...givePoint, values: [...key, String(chatId)] });
    await client.query({ ...noteCall, values: [...key, updateId, rows[0]?.seq, String(chatId), payload] });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

serveCommands({ run: (options: InFlightOptions) => runInFlight(options, commitUpdate) });
process.on('SIGTERM', () => process.exit(0));
process.send?.({ type: 'ready', port: 0 });
