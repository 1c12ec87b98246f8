import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemResponse } from '@dovecote/api/rest/problem';
import { AppError } from '@dovecote/errors/app-error';
import type { ServerContext } from '../server-context';

const restRoot = '/api/v1';
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Answers what Next.js would drop without a word of ours: other methods, and addresses that cannot be decoded. */
export async function refuseUnroutable(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  { deps }: ServerContext,
): Promise<boolean> {
  const problem = findProblem(req.method ?? 'GET', path);
  if (problem === null) return false;
  const isRest = path === restRoot || path.startsWith(`${restRoot}/`);
  const response = problemResponse(problem, deps.describeRequest(new Headers()).requestId);
  const headers = isRest ? Object.fromEntries(response.headers) : { 'content-type': 'text/plain' };
  req.resume();
  res.writeHead(response.status, headers).end(isRest ? await response.text() : problem.message);
  return true;
}

function findProblem(method: string, path: string): AppError | null {
  if (!methods.has(method)) return new AppError('METHOD_NOT_ALLOWED', `This takes ${[...methods].join(', ')} only.`);
  try {
    decodeURIComponent(path);
    return null;
  } catch (cause) {
    return new AppError('BAD_REQUEST', 'The address cannot be read.', { cause });
  }
}
