import type { Db } from '@dovecote/db/client';
import { coreModule } from '@dovecote/modules/core/core-handlers';
import { defineModule } from '@dovecote/modules/kit/definition';
import { defineHandlers } from '@dovecote/modules/kit/module-handlers';
import { defineWrite } from '@dovecote/modules/kit/write-statement';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

/** What the probe writes to. */
const tables = [
  `create table probe_stock (workspace_id text, bot_id text, pieces int check (pieces >= 0), primary key (workspace_id, bot_id))`,
  `create table probe_effects (workspace_id text, bot_id text, update_id text)`,
  `grant select, insert, update on probe_stock, probe_effects to dovecote_runtime`,
];

const effectWrite = defineWrite<{ note: string }>({
  id: 'probe.effects',
  columns: { note: 'text' },
  statement: (source) => sql`insert into probe_effects (workspace_id, bot_id, update_id)
    select workspace_id, bot_id, update_id from ${source}`,
});

const sellWrite = defineWrite<{ pieces: number }>({
  id: 'probe.sell',
  columns: { pieces: 'integer' },
  statement: (source) => sql`update probe_stock s set pieces = s.pieces - sold.pieces
    from (select workspace_id, bot_id, sum(pieces) as pieces from ${source} group by 1, 2) sold
    where s.workspace_id = sold.workspace_id and s.bot_id = sold.bot_id`,
});

const brokenWrite = defineWrite<{ divisor: number }>({
  id: 'probe.broken',
  columns: { divisor: 'integer' },
  statement: (source) => sql`insert into probe_effects (workspace_id, bot_id, update_id)
    select workspace_id, bot_id, (1 / divisor)::text from ${source}`,
});

const definition = defineModule({
  id: 'probe',
  title: 'Probe',
  summary: 'Does on command what a module should not do.',
  category: 'essentials',
  settings: z.strictObject({}),
  commands: [],
  updates: ['message'],
  keeps: [],
});

/**
 * A module for tests, in a database that gets its tables: its commands are slow, hang, throw, break the flush, sell the last
 * piece, answer inline.
 */
export async function createProbe(db: Db) {
  for (const statement of tables) await db.execute(sql.raw(statement));
  const held: (() => void)[] = [];
  let isReleased = false;
  const seen: string[] = [];
  const module = defineHandlers(
    definition,
    {
      commands: {
        async slow(ctx) {
          seen.push(ctx.text);
          if (!isReleased) await new Promise<void>((resolve) => held.push(resolve));
          ctx.write(effectWrite, { note: '' });
          ctx.reply(`slow ${ctx.text}`);
        },
        quick(ctx) {
          seen.push(ctx.text);
          ctx.write(effectWrite, { note: '' });
          ctx.reply(`quick ${ctx.text}`);
        },
        hang: () => new Promise<void>(() => undefined),
        fail() {
          throw new Error('what a person wrote');
        },
        broken: (ctx) => ctx.write(brokenWrite, { divisor: 0 }),
        async buy(ctx) {
          const { db, workspaceId, botId } = ctx.reader;
          const found = await db.execute<{ pieces: number }>(
            sql`select pieces from probe_stock where workspace_id = ${workspaceId} and bot_id = ${botId}`,
          );
          if ((found.rows[0]?.pieces ?? 0) === 0) return ctx.reply('sold out');
          ctx.write(sellWrite, { pieces: 1 });
          ctx.reply('bought');
        },
        inline(ctx) {
          seen.push('inline');
          ctx.write(effectWrite, { note: '' });
          const payload = { chat_id: Number(ctx.contact.chatId), text: 'by the way' };
          ctx.send('sendMessage', payload, { isFireAndForget: true });
        },
      },
    },
    { en: {} },
  );
  return {
    modules: [module, coreModule],
    /** Arguments of the commands that ran, in order. */
    seen,
    /** Lets every slow handler go on, and those that come later. */
    release: () => {
      isReleased = true;
      for (const resolve of held.splice(0)) resolve();
    },
  };
}

export type Probe = Awaited<ReturnType<typeof createProbe>>;
