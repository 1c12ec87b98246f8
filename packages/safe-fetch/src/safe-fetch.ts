import { AppError } from '@dovecote/errors/app-error';
import { Agent, type Dispatcher, request, fetch as undiciFetch } from 'undici';
import { createResolver, ForbiddenAddressError, guardedConnector, type ResolveName } from './guarded-connector';
import { isGlobalAddress } from './is-global-address';
import { notPublic, parseTargetUrl } from './parse-target-url';
import { targetError } from './target-error';

export interface SafeFetchOptions {
  /** Which addresses may be connected to; those of the open internet if not given. Only tests give it. */
  allows?: (address: string) => boolean;
  /** Plain http too; https alone if not given. Only tests give it. */
  allowsHttp?: boolean;
  /** How names become addresses; the machine's name servers if not given. */
  resolve?: ResolveName;
}

export interface SafeRequest {
  /** As the customer gave it. */
  url: string;
  /** What the customer knows it by: failures name it. */
  field: string;
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** From the first look-up to the last byte. */
  timeoutMs: number;
  answerBytesMax: number;
  /** Media types of an answer that is worth reading; any if not given. */
  expects?: readonly string[];
  /** A longer answer is cut instead of refused. */
  isCutFine?: boolean;
}

export interface SafeAnswer {
  /** A redirect is an answer like any other: it is not followed. */
  status: number;
  body: Buffer;
}

export interface SafeFetch {
  /** @throws AppError `VALIDATION_FAILED` for an address that will never be asked. */
  check(url: string, field: string): URL;
  /**
   * Asks an address that a customer chose: over public addresses only, judged when connecting.
   * @throws AppError `VALIDATION_FAILED` for a forbidden address, `UNAVAILABLE` for no usable answer; neither quotes the
   * address or the answer.
   */
  fetch(request: SafeRequest): Promise<SafeAnswer>;
  /**
   * The same door for libraries that bring their own requests and read the answer as it comes. A redirect is an answer
   * like any other. What the answer holds, and how long it may take, is for the caller to bound.
   */
  streaming: typeof fetch;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

const connectTimeoutMs = 5_000;
const headerBytesMax = 8 * 1024;
/** Tenants share the origins of large receivers: what one of them holds open must leave the others room. */
const connectionsPerOriginMax = 64;

/** The one door to addresses that customers steer. The caller closes it. */
export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const rules = { allows: options.allows ?? isGlobalAddress, allowsHttp: options.allowsHttp ?? false };
  const agent = new Agent({
    connect: guardedConnector({
      allows: rules.allows,
      resolve: options.resolve ?? createResolver(),
      timeoutMs: connectTimeoutMs,
    }),
    connections: connectionsPerOriginMax,
    maxHeaderSize: headerBytesMax,
  });
  return {
    check: (url, field) => parseTargetUrl(url, field, rules),
    async fetch(wanted) {
      const url = parseTargetUrl(wanted.url, wanted.field, rules);
      try {
        return await ask(agent, url, wanted);
      } catch (error) {
        throw describeFailure(error, wanted.field);
      }
    },
    streaming: async (target, init) => {
      const url = parseTargetUrl(typeof target === 'string' ? target : String(target), 'url', rules);
      try {
        const wanted = { ...init, dispatcher: agent, redirect: 'manual' } as Parameters<typeof undiciFetch>[1];
        return (await undiciFetch(url, wanted)) as unknown as Response;
      } catch (error) {
        throw describeFailure((error as { cause?: unknown }).cause ?? error, 'url');
      }
    },
    close: () => agent.destroy(),
  };
}

async function ask(agent: Agent, url: URL, wanted: SafeRequest): Promise<SafeAnswer> {
  const answer = await request(url, {
    dispatcher: agent,
    method: wanted.method,
    headers: { 'accept-encoding': 'identity', ...wanted.headers },
    body: wanted.body ?? null,
    signal: AbortSignal.timeout(wanted.timeoutMs),
    headersTimeout: wanted.timeoutMs,
    bodyTimeout: wanted.timeoutMs,
  });
  // Whoever stops reading destroys the stream, which then says so.
  answer.body.on('error', () => undefined);
  if (!isExpected(answer, wanted.expects)) {
    answer.body.destroy();
    throw targetError('UNAVAILABLE', wanted.field, 'answered with another kind of content');
  }
  return { status: answer.statusCode, body: await readBody(answer.body, wanted) };
}

function isExpected({ statusCode, headers }: Dispatcher.ResponseData, expects: readonly string[] | undefined): boolean {
  if (expects === undefined || statusCode >= 300) return true;
  const type = String(headers['content-type'] ?? '').split(';', 1)[0];
  return expects.includes((type ?? '').trim().toLowerCase());
}

async function readBody(body: Dispatcher.ResponseData['body'], wanted: SafeRequest): Promise<Buffer> {
  const { answerBytesMax, isCutFine, field } = wanted;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    // Leaving the loop destroys the stream and its connection.
    if (sizeBytes > answerBytesMax) break;
  }
  if (sizeBytes > answerBytesMax && !isCutFine) throw targetError('UNAVAILABLE', field, 'answered too much');
  return Buffer.concat(chunks).subarray(0, answerBytesMax);
}

function describeFailure(error: unknown, field: string): AppError {
  if (error instanceof AppError) return error;
  const { name, code } = error as { name?: string; code?: string };
  if (error instanceof ForbiddenAddressError) return targetError('VALIDATION_FAILED', field, notPublic);
  if (name === 'TimeoutError' || code?.endsWith('_TIMEOUT')) return unavailable(field, 'did not answer in time');
  if (code?.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') return unavailable(field, 'answered no HTTP');
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER/.test(code ?? '')) return unavailable(field, 'has no certificate to be trusted');
  return targetError('UNAVAILABLE', field, 'could not be reached', { code });
}

function unavailable(field: string, words: string): AppError {
  return targetError('UNAVAILABLE', field, words);
}
