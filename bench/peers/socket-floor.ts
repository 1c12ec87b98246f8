import { Pool } from 'undici';
import { listenAsPeer, peerOptions } from './listen-as-peer';
import { peerBots } from './peer-bots';

/** What the sockets alone cost: read, parse, one call, 200. No framework, no limits, no checks. */
const { apiRoot, bots } = peerOptions<{ apiRoot: string; bots: number }>();

const tokens = new Map(peerBots(bots).map(({ token, door }) => [door.path, token]));
const api = new Pool(apiRoot, { connections: 128 });
const headers = { 'content-type': 'application/json' };

listenAsPeer((req, res) => {
  let text = '';
  req.setEncoding('utf8');
  req.on('data', (chunk: string) => {
    text += chunk;
  });
  req.on('end', () => {
    const { message } = JSON.parse(text) as { message: { chat: { id: number }; text: string } };
    const path = `/bot${tokens.get(req.url ?? '')}/sendMessage`;
    const body = JSON.stringify({ chat_id: message.chat.id, text: `You said: ${message.text}` });
    api
      .request({ path, method: 'POST', headers, body })
      .then((answer) => answer.body.json())
      .then(
        () => res.end(),
        () => res.writeHead(500).end(),
      );
  });
});
