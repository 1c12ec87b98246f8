import { z } from 'zod';

const shape = z.object({
  message: z.string(),
  data: z
    .object({
      code: z.string().optional(),
      appCode: z.string().optional(),
      httpStatus: z.number().optional(),
      requestId: z.string().optional(),
      retryAfterSeconds: z.number().optional(),
      fields: z.record(z.string(), z.string()).optional(),
    })
    .nullish(),
});

export interface Failure {
  code: string;
  /** Safe to show: the server words it for people. Empty if the server was not reached. */
  message: string;
  side: 'person' | 'platform' | 'telegram' | 'network';
  requestId: string | undefined;
  fields: Record<string, string>;
}

function sideOf(code: string, status: number | undefined): Failure['side'] {
  if (code === 'TELEGRAM_UNAVAILABLE') return 'telegram';
  return status !== undefined && status >= 400 && status < 500 ? 'person' : 'platform';
}

/** What went wrong, whose side it lies on, and what may be shown. */
export function readFailure(error: unknown): Failure {
  const parsed = shape.safeParse(error);
  const data = parsed.success ? parsed.data.data : undefined;
  if (!parsed.success || data == null) {
    return { code: 'UNREACHABLE', message: '', side: 'network', requestId: undefined, fields: {} };
  }
  const code = data.appCode ?? data.code ?? 'INTERNAL';
  return {
    code,
    message: parsed.data.message,
    side: sideOf(code, data.httpStatus),
    requestId: data.requestId,
    fields: data.fields ?? {},
  };
}
