import { AppError } from '@dovecote/errors/app-error';
import { inWorkspace } from '@dovecote/services/in-workspace';
import type { RequestInfo, ServiceContext, UserActor } from '@dovecote/services/service-context';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiDeps } from '../api-deps';
import { createIdempotency, type Idempotency, type KeptAnswer } from './idempotency';
import { problemSchema } from './problem';

export interface RestEnv {
  Variables: { request: RequestInfo };
}

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never;

export interface CallRequest<Path extends string, Body, Query> {
  ctx: ServiceContext;
  params: Record<ParamNames<Path>, string>;
  /** As it was sent: the verb validates it. */
  body: Body;
  query: Query;
}

export interface CallSpec<Path extends string, Body extends z.ZodType, Query extends z.ZodType> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: Path;
  tag: string;
  summary: string;
  access: 'public' | 'session';
  /** 200 unless said; 204 answers nothing. */
  status?: 200 | 201 | 204;
  body?: Body;
  query?: Query;
  answer?: z.ZodType;
  handle(request: CallRequest<Path, z.input<Body>, z.input<Query>>): Promise<unknown>;
}

export type DefineCall = <
  Path extends string,
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
>(
  spec: CallSpec<Path, Body, Query>,
) => void;

/** Registers calls: who asks, then one verb, then the answer; the same table describes them in the OpenAPI document. */
export function callDefiner(app: OpenAPIHono<RestEnv>, deps: ApiDeps): DefineCall {
  const idempotency = createIdempotency(deps.services.clock);
  return (spec) => {
    describeCall(app, spec);
    app.on(spec.method.toUpperCase(), spec.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const ctx = await buildContext(deps, c, spec.access);
      const text = spec.body === undefined ? '' : await c.req.text();
      const work = async (): Promise<KeptAnswer> => {
        const answer = await spec.handle({
          ctx,
          params: asSent(c.req.param()),
          body: asSent(spec.body === undefined ? undefined : parseJson(text)),
          query: asSent(spec.query === undefined ? undefined : c.req.query()),
        });
        const status = spec.status ?? 200;
        return { status, body: status === 204 ? null : JSON.stringify(answer) };
      };
      const { status, body } = await repeatable(idempotency, c, ctx, text, work);
      return new Response(body, { status, headers: body === null ? {} : { 'content-type': 'application/json' } });
    });
  };
}

/** Signing in ignores the key: a kept answer would be a kept secret of nobody in particular. */
async function repeatable(
  idempotency: Idempotency,
  c: Context<RestEnv>,
  ctx: ServiceContext,
  text: string,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const key = c.req.header('idempotency-key');
  if (key === undefined || c.req.method === 'GET' || ctx.actor.kind !== 'user') return await work();
  if (key.length > 200) throw new AppError('BAD_REQUEST', 'The Idempotency-Key is too long.');
  const request = `${c.req.method} ${c.req.path}\n${ctx.workspace?.id ?? ''}\n${text}`;
  return await idempotency.once(`${ctx.actor.userId}\n${key}`, request, work);
}

async function buildContext(deps: ApiDeps, c: Context<RestEnv>, access: 'public' | 'session'): Promise<ServiceContext> {
  const base = { ...deps.services, request: c.get('request') };
  if (access === 'public') return { ...base, actor: { kind: 'anonymous' } };
  const actor: UserActor | null = await deps.auth.resolveBearer(c.req.header('authorization') ?? null);
  if (actor === null) throw new AppError('UNAUTHENTICATED', 'Send an access token: Authorization: Bearer ...');
  const workspace = await deps.auth.proveMembership(actor, c.req.header('dovecote-workspace') ?? null);
  return inWorkspace({ ...base, actor }, workspace);
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'The body is not JSON.', { cause });
  }
}

/** What came from outside under the type its verb validates it to. */
function asSent<T>(value: unknown): T {
  return value as T;
}

function describeCall(
  app: OpenAPIHono<RestEnv>,
  { method, path, tag, summary, access, status = 200, body, query, answer }: CallSpec<string, z.ZodType, z.ZodType>,
): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const params = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const problem = {
    description: 'What went wrong',
    content: { 'application/problem+json': { schema: problemSchema } },
  };
  const schema = answer ?? z.record(z.string(), z.unknown());
  app.openAPIRegistry.registerPath({
    method,
    path,
    tags: [tag],
    summary,
    ...(access === 'session' && { security: [{ bearer: [] }] }),
    request: {
      ...(names.length > 0 && { params }),
      ...(query instanceof z.ZodObject && { query }),
      ...(body !== undefined && { body: { content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [status]:
        status === 204 ? { description: 'Done' } : { description: 'Done', content: { 'application/json': { schema } } },
      default: problem,
    },
  });
}
