import type { AbortSignalLike } from './abort-signal-like';
import { parseApiRoot } from './parse-api-root';
import { readAnswer } from './read-answer';
import type { TelegramFailure } from './telegram-failure';
import type { Transport } from './transport';

export interface FileDownload {
  transport: Transport;
  apiRoot: string;
  token: string;
  /** The `file_path` that `getFile` answered. */
  filePath: string;
  /** A longer file ends the download with the reason `too-large`. */
  sizeBytesMax: number;
  signal?: AbortSignalLike | undefined;
  timeoutMs?: number;
}

/**
 * Fetches a file of a bot into memory. It never throws for what a server or the network does, and nothing it returns
 * holds the token.
 * @see https://core.telegram.org/bots/api#getfile
 */
export async function downloadFile(download: FileDownload): Promise<{ kind: 'ok'; bytes: Buffer } | TelegramFailure> {
  const { transport, token, filePath } = download;
  const { origin, prefix } = parseApiRoot(download.apiRoot);
  const answer = await transport.connections.send({
    origin,
    path: `${prefix}/file/bot${token}/${encodeURI(filePath)}`,
    signal: download.signal,
    timeoutMs: download.timeoutMs ?? transport.limits.uploadTimeoutMs,
    answerBytesMax: download.sizeBytesMax,
  });
  if ('kind' in answer) return answer;
  if (answer.status === 200) return { kind: 'ok', bytes: answer.body };
  const result = readAnswer('getFile', answer);
  return result.kind === 'ok' ? { kind: 'no-answer', maybeExecuted: true, reason: 'garbage' } : result;
}
