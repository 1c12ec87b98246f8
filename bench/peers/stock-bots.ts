import { Bot, type Context, webhookCallback } from 'grammy';
import { listenAsPeer, peerOptions } from './listen-as-peer';
import { peerBots } from './peer-bots';

/** grammY as its documentation shows it: a Bot for each token and `webhookCallback`; answers by call or in the reply. */
const { apiRoot, bots, isReplying } = peerOptions<{ apiRoot: string; bots: number; isReplying: boolean }>();

const doors = new Map(
  peerBots(bots).map(({ token, door, me }) => {
    const client = { apiRoot, canUseWebhookReply: (method: string) => isReplying && method === 'sendMessage' };
    const bot = new Bot<Context>(token, { botInfo: me, client });
    bot.command('start', (ctx) => ctx.reply('Welcome.'));
    bot.command(['help', 'settings', 'privacy'], (ctx) => ctx.reply('Help.'));
    bot.on('message:text', (ctx) => ctx.reply(`You said: ${ctx.message.text}`));
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
