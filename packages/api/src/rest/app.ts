import { AppError } from '@dovecote/errors/app-error';
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import type { ApiDeps } from '../api-deps';
import { windowSeconds } from '../call-budget';
import { readFailure } from '../read-failure';
import { defineAdminCalls } from './calls/admin-calls';
import { defineAuthCalls } from './calls/auth-calls';
import { defineBotCalls } from './calls/bot-calls';
import { defineEngagementCalls } from './calls/engagement-calls';
import { defineEventCalls } from './calls/event-calls';
import { defineFaqCalls } from './calls/faq-calls';
import { defineKeyCalls } from './calls/key-calls';
import { defineMeCalls } from './calls/me-calls';
import { defineSandboxCalls } from './calls/sandbox-calls';
import { defineSecondFactorCalls } from './calls/second-factor-calls';
import { defineWebhookCalls } from './calls/webhook-calls';
import { defineWorkspaceCalls } from './calls/workspace-calls';
import { type AnyCallSpec, callDefiner, type RestEnv } from './define-call';
import { problemResponse } from './problem';

export interface RestSettings {
  /** Browsers of these origins may call; none by default. */
  corsOrigins: readonly string[];
  version: string;
  /** Told of every call, as the authorization matrix needs them. */
  onDefined?: (spec: AnyCallSpec) => void;
}

const bodyMebibytesMax = 1;
/** Documents and chat exports. */
const uploadMebibytesMax = 8;
const uploads = /^\/api\/v1\/bots\/[^/]+\/faq\/(documents|imports)$/;

/** The public API under `/api/v1`, described by itself at `/api/v1/openapi.json`. */
export function createRestApp(deps: ApiDeps, settings: RestSettings): OpenAPIHono<RestEnv> {
  const app = new OpenAPIHono<RestEnv>().basePath('/api/v1');
  app.use('*', async (c, next) => {
    const request = deps.describeRequest(c.req.raw.headers);
    c.set('request', request);
    await next();
    c.header('x-request-id', request.requestId);
    c.header('cache-control', 'no-store');
    // A call that came to nothing before anybody looked who asks.
    const budget = c.get('budget') ?? deps.budgets.look({ kind: 'anonymous' }, request);
    c.header('ratelimit-policy', `"${budget.name}";q=${budget.quota};w=${windowSeconds}`);
    c.header('ratelimit', `"${budget.name}";r=${budget.remaining};t=${budget.resetSeconds}`);
  });
  if (settings.corsOrigins.length > 0) {
    app.use(
      '*',
      cors({
        origin: [...settings.corsOrigins],
        allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        allowHeaders: ['authorization', 'content-type', 'dovecote-workspace', 'idempotency-key'],
        exposeHeaders: ['x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy'],
        maxAge: 600,
      }),
    );
  }
  const [limit, uploadLimit] = [limitBodies(bodyMebibytesMax), limitBodies(uploadMebibytesMax)];
  app.use('*', async (c, next) => await (uploads.test(c.req.path) ? uploadLimit : limit)(c, next));
  const define = callDefiner(app, deps, (spec) => settings.onDefined?.(spec));
  defineAuthCalls(define, deps);
  defineMeCalls(define);
  defineSecondFactorCalls(define);
  defineWorkspaceCalls(define, deps);
  defineKeyCalls(define, deps);
  defineBotCalls(define);
  defineEngagementCalls(define);
  defineEventCalls(define, deps);
  defineAdminCalls(define);
  defineSandboxCalls(define);
  defineWebhookCalls(define, deps);
  defineFaqCalls(define, deps);
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Dovecote', version: settings.version, description: 'Host many Telegram bots under one roof.' },
    servers: [{ url: '/' }],
  });
  app.notFound((c) => {
    const allowed = methodsOf(app, c.req.path);
    const { requestId } = c.get('request');
    if (allowed.length === 0) return problemResponse(new AppError('NOT_FOUND', 'There is no such call.'), requestId);
    const problem = new AppError('METHOD_NOT_ALLOWED', `This path takes ${allowed.join(', ')} only.`);
    const response = problemResponse(problem, requestId);
    response.headers.set('allow', allowed.join(', '));
    return response;
  });
  app.onError((error, c) => {
    const shown = readFailure(error);
    const { requestId } = c.get('request');
    if (shown.code === 'INTERNAL') {
      deps.services.logger.error(
        { err: error, requestId, method: c.req.method, route: c.req.routePath },
        'call failed',
      );
    }
    return problemResponse(shown, requestId);
  });
  return app;
}

function limitBodies(mebibytesMax: number) {
  return bodyLimit({
    maxSize: mebibytesMax * 1024 * 1024,
    onError: () => {
      throw new AppError('PAYLOAD_TOO_LARGE', `The body is larger than ${mebibytesMax} MiB.`);
    },
  });
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What the path would take: whether a call, and not only middleware, is registered for it. */
function methodsOf(app: OpenAPIHono<RestEnv>, path: string): string[] {
  return methods.filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method === method));
}
