import { pickOne, pickWeighted } from './random';
import type { VisitAnswer, VisitHttp } from './visit-http';
import type { Walk } from './visits';

/** A call of the dashboard: its procedure and, where it takes one, its input. */
type Call = readonly [procedure: string, input?: object];

interface Page {
  path: string;
  /** What its parts ask for once they are shown: batches that follow each other, those within one step side by side. */
  steps: readonly (readonly (readonly Call[])[])[];
}

const me: Call = ['session.me'];

/** As the built dashboard asks for them; `journal` calls show updates to go on to. */
function pageOf(botId: string, updateId: string | undefined, random: () => number): Page {
  const bot: Call[] = [me, ['bots.get', { id: botId }], ['bots.openLooks', { id: botId }]];
  const base = `/bots/${botId}`;
  const overview: Page = {
    path: base,
    steps: [
      [bot],
      [
        [
          ['bots.balance', { id: botId, range: '1h' }],
          ['bots.stats', { id: botId, range: '24h' }],
          ['bots.updates', { id: botId, limit: 8 }],
        ],
        // It asks Telegram, so that it goes alone.
        [['bots.webhook', { id: botId }]],
      ],
    ],
  };
  const activity: Page = {
    path: `${base}/activity`,
    steps: [
      [bot],
      [
        [
          ['bots.ambiguousCalls', { id: botId, limit: 3 }],
          ['bots.updates', { id: botId, limit: 50 }],
        ],
      ],
    ],
  };
  const update: Page = {
    path: `${base}/activity/${updateId}`,
    steps: [[bot], [[['bots.updateTrace', { id: botId, updateId }]]]],
  };
  return pickWeighted<Page>(
    [
      [30, { path: '/bots', steps: [[[me, ['bots.list', { limit: 100 }]]], [[['drafts.list']]]] }],
      [30, overview],
      [20, activity],
      [10, updateId === undefined ? activity : update],
      [5, { path: `${base}/settings`, steps: [[bot]] }],
      [5, { path: '/usage', steps: [[[me, ['workspace.usage']]]] }],
    ],
    random,
  );
}

/** A person who goes from page to page of the dashboard; each is loaded anew, its scripts and styles are in the cache. */
export function walkPages(http: VisitHttp, botIds: readonly string[], random: () => number): Walk {
  const seen = new Map<string, string>();
  return async (dueAtMs, note) => {
    const botId = pickOne(botIds, random);
    const { path, steps } = pageOf(botId, seen.get(botId), random);
    const name = path.replace(/bot_\w+/, '{id}').replace(/\d{4,}/, '{updateId}');
    await note.asked('page', dueAtMs, name, async () => {
      let atMs = await note.part('document', dueAtMs, name, async () => await loadDocument(http, path));
      for (const batches of steps) {
        const clickedAtMs = atMs;
        const ended = batches.map(
          async (calls) =>
            await note.part('data', clickedAtMs, calls.map(([procedure]) => procedure).join(), async () => {
              const answer = await loadData(http, calls);
              const updates = updateIdsIn(calls, answer);
              if (updates.length > 0) seen.set(botId, pickOne(updates, random));
              return answer.atMs;
            }),
        );
        atMs = Math.max(...(await Promise.all(ended)));
      }
      return atMs;
    });
  };
}

async function loadDocument(http: VisitHttp, path: string): Promise<number> {
  const answer = await http.send({ path, headers: { accept: 'text/html' } });
  const isWhole = answer.status === 200 && answer.type.startsWith('text/html') && answer.text.includes('</html>');
  if (!isWhole) throw new Error(`${answer.status} ${answer.type}`);
  return answer.atMs;
}

async function loadData(http: VisitHttp, calls: readonly Call[]): Promise<VisitAnswer> {
  const inputs = calls.map(([, input], place) => [place, input === undefined ? undefined : { json: input }]);
  const input = encodeURIComponent(JSON.stringify(Object.fromEntries(inputs)));
  const names = calls.map(([procedure]) => procedure).join();
  const answer = await http.send({
    path: `/api/trpc/${names}?batch=1&input=${input}`,
    headers: { accept: '*/*', 'sec-fetch-site': 'same-origin' },
  });
  const results = answer.status === 200 ? (JSON.parse(answer.text) as { result?: unknown }[]) : [];
  if (results.length !== calls.length || results.some(({ result }) => result === undefined)) {
    throw new Error(`${answer.status} ${answer.text.slice(0, 200)}`);
  }
  return answer;
}

function updateIdsIn(calls: readonly Call[], { text }: VisitAnswer): string[] {
  const place = calls.findIndex(([procedure]) => procedure === 'bots.updates');
  if (place < 0) return [];
  const results = JSON.parse(text) as { result: { data: { json: { items: { id: string }[] } } } }[];
  return results[place]?.result.data.json.items.map(({ id }) => id) ?? [];
}
