import { defineModule } from '@dovecote/modules/kit/definition';
import { defineHandlers } from '@dovecote/modules/kit/module-handlers';
import { defineWrite } from '@dovecote/modules/kit/write-statement';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

export const provingModuleId = 'prove';

/** One row for each message that had its effect; a second effect of the same message would count `times` up. */
const effectWrite = defineWrite<{ tag: string }>({
  id: 'prove.effects',
  columns: { tag: 'text' },
  statement: (source) => sql`
    insert into prove_effects as stored (workspace_id, bot_id, tag, update_id, times)
    select workspace_id, bot_id, tag, min(update_id), count(*) from ${source}
    group by workspace_id, bot_id, tag order by workspace_id, bot_id, tag
    on conflict (workspace_id, bot_id, tag) do update set times = stored.times + excluded.times`,
});

const definition = defineModule({
  id: provingModuleId,
  title: 'Proof',
  summary: 'An effect and an answer for every message.',
  category: 'engagement',
  settings: z.strictObject({}),
  commands: [],
  updates: ['message'],
  keeps: [],
});

/** Every text has one effect, committed with its update, and one answer that repeats it. */
export const provingModule = defineHandlers(
  definition,
  {
    text: (ctx) => {
      ctx.write(effectWrite, { tag: ctx.text });
      ctx.reply(ctx.text);
    },
  },
  { en: {}, ru: {} },
);
