import { pickOne, pickWeighted } from './random';
import type { VisitHttp, VisitRequest } from './visit-http';
import type { Walk } from './visits';

interface Page {
  items: { id: string }[];
}

/** A program that walks the REST API: mostly it reads, now and then it sets a limit. */
export function walkRest(http: VisitHttp, botIds: readonly string[], random: () => number): Walk {
  /** Updates it has seen in a journal, by bot. */
  const seen = new Map<string, string>();
  const next = (): VisitRequest & { journalOf?: string } => {
    const botId = pickOne(botIds, random);
    const updateId = seen.get(botId);
    return pickWeighted<VisitRequest & { journalOf?: string }>(
      [
        [25, { path: '/bots' }],
        [25, { path: `/bots/${botId}` }],
        [15, { path: `/bots/${botId}/stats` }],
        [20, { path: `/bots/${botId}/updates`, journalOf: botId }],
        [13, { path: `/bots/${botId}/updates${updateId === undefined ? '' : `/${updateId}`}` }],
        [
          2,
          { method: 'PATCH', path: `/bots/${botId}/limits`, body: { maxConcurrent: 100 + Math.floor(random() * 50) } },
        ],
      ],
      random,
    );
  };
  return async (dueAtMs, note) => {
    const { journalOf, ...request } = next();
    await note.asked('rest', dueAtMs, request.path.replace(/bot_\w+/, '{id}'), async () => {
      const answer = await http.send({ ...request, path: `/api/v1${request.path}` });
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text.slice(0, 200)}`);
      const body = JSON.parse(answer.text) as Page;
      if (journalOf !== undefined && body.items.length > 0) seen.set(journalOf, pickOne(body.items, random).id);
      return answer.atMs;
    });
  };
}
