import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Api } from 'grammy';
import { serveCommands } from '../src/rig/serve-commands';
import { peerOptions } from './listen-as-peer';
import { peerBots } from './peer-bots';

/** A broadcast as grammY's documentation advises: the throttler keeps the limits, auto-retry waits a 429 out. */
const { apiRoot, bots } = peerOptions<{ apiRoot: string; bots: number }>();

interface BroadcastJob {
  firstChat: number;
  chatsPerBot: number;
  text: string;
}

const apis = peerBots(bots).map(({ token }) => {
  const api = new Api(token, { apiRoot });
  api.config.use(apiThrottler());
  // Around the throttler, so that what is tried again counts again.
  api.config.use(autoRetry());
  return api;
});

/** Resolves when every message was sent; answers how many could not be. */
async function send({ firstChat, chatsPerBot, text }: BroadcastJob): Promise<number> {
  let failed = 0;
  const sendOne = (api: Api, chat: number): Promise<void> =>
    api.sendMessage(chat, text).then(
      () => undefined,
      () => {
        failed += 1;
      },
    );
  const chats = Array.from({ length: chatsPerBot }, (_, index) => firstChat + index);
  await Promise.all(apis.flatMap((api) => chats.map((chat) => sendOne(api, chat))));
  return failed;
}

serveCommands({ send });
process.on('SIGTERM', () => process.exit(0));
process.send?.({ type: 'ready', port: 0 });
