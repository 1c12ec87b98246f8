import { coreModule } from '@dovecote/modules/core/core-handlers';
import { defineModule } from '@dovecote/modules/kit/definition';
import type { TaskOutcome } from '@dovecote/modules/kit/job';
import { defineHandlers } from '@dovecote/modules/kit/module-handlers';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { z } from 'zod';

const definition = defineModule({
  id: 'errands',
  title: 'Errands',
  summary: 'Does things later and elsewhere.',
  category: 'essentials',
  settings: z.strictObject({}),
  commands: [],
  updates: ['message', 'poll_answer'],
  keeps: [],
  events: ['user_stats_updated'],
});

/** A module for tests: asks for jobs and tasks, polls, and names what it sends. */
export function createErrands() {
  const state = { taskRuns: 0, release: () => {}, jobRuns: [] as string[] };
  const module = defineHandlers(
    definition,
    {
      commands: {
        later(ctx) {
          ctx.schedule('remind', {
            runAt: new Date(ctx.clock().getTime() + Number(ctx.text)),
            payload: { note: 'tea' },
          });
          ctx.reply('later');
        },
        never(ctx) {
          ctx.unschedule('remind');
          ctx.reply('never');
        },
        work(ctx) {
          ctx.enqueue('work', { key: ctx.text, payload: { text: ctx.text } });
          ctx.reply('working', { ref: `work:${ctx.text}` });
        },
        hold(ctx) {
          ctx.enqueue('hold', { key: 'hold' });
        },
        poll(ctx) {
          const options = [{ text: 'tea' }, { text: 'milk' }];
          const chat_id = Number(ctx.contact.chatId);
          ctx.send('sendPoll', { chat_id, question: 'What?', options, is_anonymous: false }, { ref: 'poll' });
        },
      },
      async pollAnswer(ctx) {
        const { db, botId } = ctx.reader;
        const pollId = ctx.update.poll_answer?.poll_id ?? '';
        const found = await db.execute<{ ref: string }>(
          sql`select ref from sent_messages where bot_id = ${botId} and poll_id = ${pollId} and module_id = 'errands'`,
        );
        if (!found.rows[0]) return 'pass';
        ctx.emit('user_stats_updated', { personId: ctx.contact.userId });
        ctx.reply(`voted in ${found.rows[0].ref}`);
      },
      jobs: {
        remind(ctx, job) {
          const { note } = job.payload as { note: string };
          state.jobRuns.push(note);
          ctx.reply(`remember ${note}`);
        },
        hold(ctx, job) {
          ctx.reply(`held: ${(job.payload as TaskOutcome<object>).state}`);
        },
        async work(ctx, job) {
          const outcome = job.payload as TaskOutcome<{ text: string }>;
          if (outcome.state !== 'done') return ctx.reply(`no ${outcome.state}`);
          const { db, botId } = ctx.reader;
          // The work may have ended before the announcement has its receipt.
          const message_id = await eventually(async () => {
            const found = await db.execute<{ message_id: string }>(
              sql`select message_id from sent_messages where bot_id = ${botId} and ref = ${`work:${job.key}`}`,
            );
            if (!found.rows[0]) throw new Error('The announcement is not sent yet.');
            return Number(found.rows[0].message_id);
          }, 4_000);
          ctx.send('editMessageText', {
            chat_id: Number(ctx.contact.chatId),
            message_id,
            text: `worked ${outcome.result.text}`,
          });
        },
      },
      tasks: {
        hold: {
          timeoutMs: 20_000,
          async run() {
            state.taskRuns += 1;
            await new Promise<void>((resolve) => {
              state.release = resolve;
            });
            return {};
          },
        },
        work: {
          timeoutMs: 1_000,
          async run(ctx, payload) {
            state.taskRuns += 1;
            const { text } = payload as { text: string };
            if (text === 'broken') throw new Error('what a person wrote');
            if (text === 'slow') await new Promise<void>(() => undefined);
            if (text === 'outside') await ctx.fetch('https://127.0.0.1/');
            return { text };
          },
        },
      },
    },
    { en: {} },
  );
  return { modules: [module, coreModule], state };
}
