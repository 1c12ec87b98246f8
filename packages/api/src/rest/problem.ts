import { type AppError, type ErrorCode, errorCodes } from '@dovecote/errors/app-error';
import { httpStatus } from '@dovecote/errors/http-status';
import { z } from '@hono/zod-openapi';

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(errorCodes),
    detail: z.string(),
    requestId: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'Problem' });

/** An error as `application/problem+json` (RFC 9457). */
export function problemResponse(error: AppError, requestId: string): Response {
  const status = httpStatus[error.code];
  const body: z.output<typeof problemSchema> = {
    type: `urn:dovecote:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: titleOf(error.code),
    status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(error.fields !== undefined && { fields: error.fields }),
  };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  });
  if (error.retryAfterSeconds !== undefined) headers.set('retry-after', String(Math.ceil(error.retryAfterSeconds)));
  if (error.code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(body), { status, headers });
}

function titleOf(code: ErrorCode): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
