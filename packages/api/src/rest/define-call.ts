import { AppError } from '@dovecote/errors/app-error';
import type { RequestInfo, ServiceContext, UserActor } from '@dovecote/services/service-context';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiDeps } from '../api-deps';
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
  return (spec) => {
    describeCall(app, spec);
    app.on(spec.method.toUpperCase(), spec.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const ctx = await buildContext(deps, c, spec.access);
      const answer = await spec.handle({
        ctx,
        params: asSent(c.req.param()),
        body: asSent(spec.body === undefined ? undefined : await readJson(c)),
        query: asSent(spec.query === undefined ? undefined : c.req.query()),
      });
      const status = spec.status ?? 200;
      return status === 204 ? c.body(null, 204) : c.json(asJson(answer), status);
    });
  };
}

async function buildContext(deps: ApiDeps, c: Context<RestEnv>, access: 'public' | 'session'): Promise<ServiceContext> {
  const base = { ...deps.services, request: c.get('request') };
  if (access === 'public') return { ...base, actor: { kind: 'anonymous' } };
  const actor: UserActor | null = await deps.auth.resolveBearer(c.req.header('authorization') ?? null);
  if (actor === null) throw new AppError('UNAUTHENTICATED', 'Send an access token: Authorization: Bearer ...');
  const workspace = await deps.auth.proveMembership(actor, c.req.header('dovecote-workspace') ?? null);
  return { ...base, actor, workspace };
}

async function readJson(c: Context<RestEnv>): Promise<unknown> {
  const text = await c.req.text();
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

function asJson(answer: unknown): object {
  return answer as object;
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
