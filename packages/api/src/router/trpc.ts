import { AppError, type ErrorCode } from '@dovecote/errors/app-error';
import { httpStatus } from '@dovecote/errors/http-status';
import { validationError } from '@dovecote/services/parse-input';
import { initTRPC, TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import superjson from 'superjson';
import { ZodError } from 'zod';
import type { Policy } from '../operation';
import { readFailure } from '../read-failure';
import type { TrpcContext } from './trpc-context';

const trpcCodes: Record<number, TRPC_ERROR_CODE_KEY> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  405: 'METHOD_NOT_SUPPORTED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
};

/** What went wrong in our vocabulary, whoever threw it: a verb, tRPC's own input check, or tRPC itself. */
export function readError(error: TRPCError): AppError {
  if (error.cause instanceof AppError) return error.cause;
  if (error.cause instanceof ZodError) return validationError(error.cause.issues);
  if (error.code === 'NOT_FOUND') return new AppError('NOT_FOUND', 'There is no such procedure.');
  if (error.code === 'PAYLOAD_TOO_LARGE') return new AppError('PAYLOAD_TOO_LARGE', 'The input is too large.');
  const isOurFault = error.code === 'INTERNAL_SERVER_ERROR';
  return isOurFault ? readFailure(error.cause) : new AppError('BAD_REQUEST', 'The request cannot be read.');
}

export const t = initTRPC
  .context<TrpcContext>()
  .meta<{ policy: Policy }>()
  .create({
    transformer: superjson,
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error, ctx }) {
      const shown = readError(error);
      const { path } = shape.data;
      return {
        code: shape.code,
        message: shown.message,
        data: {
          code: shown.code satisfies ErrorCode,
          httpStatus: httpStatus[shown.code],
          requestId: ctx?.service.request.requestId ?? null,
          fields: shown.fields ?? null,
          retryAfterSeconds: shown.retryAfterSeconds ?? null,
          ...(path !== undefined && { path }),
        },
      };
    },
  });

const translated = t.procedure.use(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) return result;
  const shown = readError(result.error);
  if (shown.code === 'INTERNAL') {
    const { logger, request } = ctx.service;
    logger.error({ err: result.error.cause ?? result.error, requestId: request.requestId, path }, 'procedure failed');
  }
  const code = trpcCodes[httpStatus[shown.code]] ?? 'INTERNAL_SERVER_ERROR';
  throw new TRPCError({ code, message: shown.message, cause: shown });
});

/** Each call of a batch counts for itself. */
const counted = translated.use(async ({ next, ctx }) => {
  ctx.budgets.spend(ctx.service.actor, ctx.service.request);
  return await next();
});

/** For everybody. */
export const publicProcedure = counted.meta({ policy: 'public' });

const signedIn = counted.use(async ({ next, ctx }) => {
  if (ctx.service.actor.kind !== 'user') throw new AppError('UNAUTHENTICATED', 'Sign in first.');
  return await next();
});

/** For the signed in, with the policy that its verb enforces: the authorization matrix proves that it does. */
export const procedure = (policy: Exclude<Policy, 'public'>) => signedIn.meta({ policy });
