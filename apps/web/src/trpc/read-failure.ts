import * as z from 'zod/mini';

const shape = z.object({
  message: z.string(),
  data: z.object({
    code: z.string(),
    httpStatus: z.nullish(z.number()),
    requestId: z.nullish(z.string()),
    retryAfterSeconds: z.nullish(z.number()),
    fields: z.nullish(z.record(z.string(), z.string())),
  }),
});

export interface Failure {
  code: string;
  /** Safe to show: the server words it for people. Empty if the server was not reached. */
  message: string;
  side: 'person' | 'platform' | 'telegram' | 'network';
  requestId: string | undefined;
  /** How long to wait before it is worth trying again, if the server knows. */
  retryAfterSeconds?: number | undefined;
  fields: Partial<Record<string, string>>;
}

function sideOf(code: string, status: number | null | undefined): Failure['side'] {
  if (code === 'TELEGRAM_UNAVAILABLE') return 'telegram';
  return status != null && status >= 400 && status < 500 ? 'person' : 'platform';
}

/** What went wrong, whose side it lies on, and what may be shown. */
export function readFailure(error: unknown): Failure {
  const parsed = shape.safeParse(error);
  if (!parsed.success) return { code: 'UNREACHABLE', message: '', side: 'network', requestId: undefined, fields: {} };
  const { message, data } = parsed.data;
  return {
    code: data.code,
    message,
    side: sideOf(data.code, data.httpStatus),
    requestId: data.requestId ?? undefined,
    retryAfterSeconds: data.retryAfterSeconds ?? undefined,
    fields: data.fields ?? {},
  };
}
