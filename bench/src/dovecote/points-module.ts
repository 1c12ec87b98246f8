import { runtimeRole } from '@dovecote/db/runtime-role';
import { defineModule } from '@dovecote/modules/kit/definition';
import type { ModuleContext } from '@dovecote/modules/kit/module-context';
import { defineHandlers } from '@dovecote/modules/kit/module-handlers';
import { defineWrite } from '@dovecote/modules/kit/write-statement';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

export const pointsModuleId = 'bench_points';

/** The module's table, in databases of benchmarks only; the runtime may write it as it may every module's. */
export const pointsTable = `create table bench_points (
    workspace_id text not null, bot_id text not null, contact_id text not null, points bigint not null,
    primary key (workspace_id, bot_id, contact_id)) with (fillfactor = 70);
  grant select, insert, update, delete on bench_points to ${runtimeRole};`;

export const pointsWrite = defineWrite<{ contact_id: string; points: number }>({
  id: 'bench.points',
  columns: { contact_id: 'text', points: 'integer' },
  statement: (source) => sql`
    insert into bench_points as stored (workspace_id, bot_id, contact_id, points)
    select workspace_id, bot_id, contact_id, sum(points) from ${source}
    group by workspace_id, bot_id, contact_id order by workspace_id, bot_id, contact_id
    on conflict (workspace_id, bot_id, contact_id) do update set points = stored.points + excluded.points`,
});

const settings = z.strictObject({
  isFireAndForget: z.boolean().default(false).meta({ title: 'Answer in the reply' }),
  isBroken: z.boolean().default(false).meta({ title: 'Throw at every message' }),
});

const definition = defineModule({
  id: pointsModuleId,
  title: 'Points',
  summary: 'A point for every message, and an answer.',
  category: 'engagement',
  settings,
  commands: [],
  updates: ['message'],
  keeps: [],
});

/** One write and one answer for each text: the workload of the benchmarks. */
export const pointsModule = defineHandlers(
  definition,
  {
    text: (ctx: ModuleContext<z.output<typeof settings>>) => {
      const { contact } = ctx;
      const { isFireAndForget, isBroken } = ctx.settings;
      if (isBroken) throw new Error('A handler that always throws.');
      ctx.write(pointsWrite, { contact_id: contact.chatId, points: 1 });
      ctx.send('sendMessage', { chat_id: Number(contact.chatId), text: `You said: ${ctx.text}` }, { isFireAndForget });
    },
  },
  { en: {}, ru: {} },
);
