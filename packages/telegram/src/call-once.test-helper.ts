import { callTelegram } from './call-telegram';
import { createTransport } from './transport';

/** Calls twice and says what came of it: certificates are trusted by how a process starts. */
const [apiRoot = ''] = process.argv.slice(2);
const transport = createTransport();
const results = [];
for (const text of ['first', 'Grüße 🕊']) {
  results.push(await callTelegram({ transport, apiRoot, token: '1:x', method: 'sendMessage', payload: { text } }));
}
await transport.close();
process.stdout.write(JSON.stringify(results));
