import { run, sequentialize } from '@grammyjs/runner';
import { Bot, type Context } from 'grammy';
import { peerOptions } from './listen-as-peer';
import { peerBots } from './peer-bots';

/** Long polling as grammY's documentation shows it: `bot.start()` for each token, or the runner with its sequentialize. */
const { apiRoot, bots, isRunner, first } = peerOptions<{
  apiRoot: string;
  bots: number;
  isRunner: boolean;
  /** Number of the first bot. */
  first?: number;
}>();

const startedTogether = 250;

for (const [place, { token, me }] of peerBots(bots, first).entries()) {
  const bot = new Bot<Context>(token, { botInfo: me, client: { apiRoot } });
  if (isRunner) bot.use(sequentialize((ctx) => String(ctx.chat?.id)));
  bot.command('start', (ctx) => ctx.reply('Welcome.'));
  bot.command(['help', 'settings', 'privacy'], (ctx) => ctx.reply('Help.'));
  bot.on('message:text', (ctx) => ctx.reply(`You said: ${ctx.message.text}`));
  if (isRunner) run(bot);
  else void bot.start();
  // All at once, thousands of connections would be opened in one moment.
  if (place % startedTogether === startedTogether - 1) await new Promise((resolve) => setTimeout(resolve, 50));
}

for (const event of ['disconnect', 'SIGTERM'] as const) process.on(event, () => process.exit(0));
process.send?.({ type: 'ready', port: 0 });
