import { type Agent as HttpAgent, request as requestHttp } from 'node:http';
import { type Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { lookupPublic } from './webhook-address';

export interface UpdatePost {
  url: string;
  body: string;
  secretToken: string | undefined;
  agents: { http: HttpAgent; https: HttpsAgent };
  timeoutMs: number;
  signal: AbortSignal;
}

export interface WebhookAnswer {
  status: number;
  statusText: string;
  retryAfterSeconds: number | null;
  body: string;
}

const answerBytesMax = 1024 * 1024;

/** Posts an update to a webhook and reads its whole answer; rejects with an Error whose `code` says why there is none. */
export function postUpdate(post: UpdatePost): Promise<WebhookAnswer> {
  return new Promise((resolve, reject) => {
    const url = new URL(post.url);
    const isHttps = url.protocol === 'https:';
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(post.body)),
    };
    if (post.secretToken !== undefined) headers['x-telegram-bot-api-secret-token'] = post.secretToken;
    const options = { method: 'POST', headers, lookup: lookupPublic };
    const req = isHttps
      ? requestHttps(url, { ...options, agent: post.agents.https })
      : requestHttp(url, { ...options, agent: post.agents.http });
    const end = () => req.destroy(Object.assign(new Error('The delivery ended.'), { code: 'ABORT_ERR' }));
    const timer = setTimeout(end, post.timeoutMs);
    post.signal.addEventListener('abort', end);
    req.on('close', () => {
      clearTimeout(timer);
      post.signal.removeEventListener('abort', end);
    });
    req.on('error', reject);
    req.on('response', (res) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      res.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes <= answerBytesMax) chunks.push(chunk);
        else res.destroy(new Error('The answer is too long.'));
      });
      res.on('error', reject);
      res.on('end', () => {
        const retryAfter = Number(res.headers['retry-after']);
        resolve({
          status: res.statusCode ?? 0,
          statusText: res.statusMessage ?? '',
          retryAfterSeconds: Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    req.end(post.body);
  });
}
