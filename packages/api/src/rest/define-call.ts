import { AppError } from '@dovecote/errors/app-error';
import { inWorkspace } from '@dovecote/services/in-workspace';
import { answerOnce, type KeptAnswer } from '@dovecote/services/kept-answers/answer-once';
import type { LiveEvent } from '@dovecote/services/live/watch-live-events';
import type { Actor, RequestInfo, ServiceContext } from '@dovecote/services/service-context';
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiDeps } from '../api-deps';
import type { Budget } from '../call-budget';
import { jsonHeaders } from '../json-headers';
import type { Policy } from '../operation';
import { assertMayCall } from './assert-may-call';
import { eventStream } from './event-stream';
import { problemSchema } from './problem';
import { readJson } from './read-json';

export interface RestEnv {
  Variables: { request: RequestInfo; budget: Budget | undefined };
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
  /** Who may call it; the verb enforces it, and the authorization matrix proves that it does. */
  policy: Policy;
  /** 200 unless said; 204 answers nothing. */
  status?: 200 | 201 | 204;
  body?: Body;
  query?: Query;
  answer?: z.ZodType;
  handle(request: CallRequest<Path, z.input<Body>, z.input<Query>>): Promise<unknown>;
  /** The same as it comes, for whoever does not ask for JSON; its query may say `after`. */
  stream?(request: CallRequest<Path, z.input<Body>, z.input<Query>>, watch: Watch): AsyncGenerator<LiveEvent | null>;
}

/** What bounds a stream. */
export interface Watch {
  signal: AbortSignal;
  /** Whether whoever asked would still be answered. */
  mayGoOn: () => Promise<boolean>;
}

/** A call as the registry knows it. */
export type AnyCallSpec = Pick<
  CallSpec<string, z.ZodType, z.ZodType>,
  'method' | 'path' | 'policy' | 'body' | 'query' | 'tag'
>;

export type DefineCall = <
  Path extends string,
  Body extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
>(
  spec: CallSpec<Path, Body, Query>,
) => void;

/** Registers calls: who asks, then one verb, then the answer; the same table describes them in the OpenAPI document. */
export function callDefiner(
  app: OpenAPIHono<RestEnv>,
  deps: ApiDeps,
  onDefined: (spec: AnyCallSpec) => void,
): DefineCall {
  return (spec) => {
    describeCall(app, spec);
    onDefined(spec);
    app.on(spec.method.toUpperCase(), spec.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
      const ctx = await buildContext(deps, c, spec.policy);
      if (spec.stream && !wantsJson(c)) return await startStream(deps, c, spec, ctx);
      const text = spec.body === undefined ? '' : await c.req.text();
      const work = async (): Promise<KeptAnswer> => {
        const answer = await spec.handle({
          ctx,
          params: asSent(c.req.param()),
          body: asSent(spec.body === undefined ? undefined : readJson(text, c.req.header('content-type'))),
          query: asSent(spec.query === undefined ? undefined : c.req.query()),
        });
        const status = spec.status ?? 200;
        return { status, body: status === 204 ? null : JSON.stringify(answer) };
      };
      const assertMay = () => assertMayCall(deps, ctx, spec, c.req.param('id'));
      const { status, body } = await repeatable(c, ctx, text, { work, assertMay });
      return new Response(body, { status, headers: body === null ? {} : jsonHeaders(body) });
    });
  };
}

function wantsJson(c: Context<RestEnv>): boolean {
  const accept = c.req.header('accept') ?? '*/*';
  return accept.includes('application/json') && !accept.includes('text/event-stream');
}

/** Refuses before the first byte, like the other calls; from then on the answer goes on until either side ends it. */
async function startStream<Path extends string, Body extends z.ZodType, Query extends z.ZodType>(
  deps: ApiDeps,
  c: Context<RestEnv>,
  spec: CallSpec<Path, Body, Query>,
  ctx: ServiceContext,
): Promise<Response> {
  const aborter = new AbortController();
  c.req.raw.signal.addEventListener('abort', () => aborter.abort());
  const lastId = c.req.header('last-event-id');
  const query = { ...c.req.query(), ...(lastId !== undefined && { after: lastId }) };
  const watch = { signal: aborter.signal, mayGoOn: () => isStillMember(deps, c) };
  const request = { ctx, params: asSent(c.req.param()), body: asSent(undefined), query: asSent(query) };
  const source = spec.stream?.(request as CallRequest<Path, z.input<Body>, z.input<Query>>, watch);
  if (!source) throw new Error('This call has no stream.');
  await source.next();
  return eventStream(source, aborter);
}

async function isStillMember(deps: ApiDeps, c: Context<RestEnv>): Promise<boolean> {
  try {
    const actor = await deps.auth.resolveBearer(c.req.header('authorization') ?? null);
    if (actor?.kind !== 'user') return false;
    await deps.auth.proveMembership(actor, c.req.header('dovecote-workspace') ?? null);
    return true;
  } catch {
    return false;
  }
}

/** Signing in and out ignores the key: each is about the session that asks. */
async function repeatable(
  c: Context<RestEnv>,
  ctx: ServiceContext,
  text: string,
  call: Parameters<typeof answerOnce>[3],
): Promise<KeptAnswer> {
  const key = c.req.header('idempotency-key');
  const isSignIn = c.req.path.startsWith('/api/v1/auth/');
  if (key === undefined || isSignIn || c.req.method === 'GET' || ctx.actor.kind !== 'user') return await call.work();
  if (key.length > 200) throw new AppError('BAD_REQUEST', 'The Idempotency-Key is too long.');
  const request = `${c.req.method} ${c.req.path}\n${ctx.workspace?.id ?? ''}\n${text}`;
  return await answerOnce(ctx, key, request, call);
}

async function buildContext(deps: ApiDeps, c: Context<RestEnv>, policy: Policy): Promise<ServiceContext> {
  const base = { ...deps.services, request: c.get('request') };
  const actor = policy === 'public' ? nobody : await findActor(deps, c);
  spend(deps, c, actor);
  if (actor.kind !== 'user') return { ...base, actor };
  const workspace = await deps.auth.proveMembership(actor, c.req.header('dovecote-workspace') ?? null);
  return inWorkspace({ ...base, actor }, workspace);
}

const nobody: Actor = { kind: 'anonymous' };

/** A call that names nobody, or nobody any more, counts against its network. */
async function findActor(deps: ApiDeps, c: Context<RestEnv>): Promise<Actor> {
  try {
    const actor = await deps.auth.resolveBearer(c.req.header('authorization') ?? null);
    if (actor !== null) return actor;
    throw new AppError('UNAUTHENTICATED', 'Send an access token or an API key: Authorization: Bearer ...');
  } catch (error) {
    spend(deps, c, nobody);
    throw error;
  }
}

/** What is left stands in the answer's headers, also when it is nothing. */
function spend({ budgets }: ApiDeps, c: Context<RestEnv>, actor: Actor): void {
  const request = c.get('request');
  try {
    budgets.spend(actor, request);
  } finally {
    c.set('budget', budgets.look(actor, request));
  }
}

/** What came from outside under the type its verb validates it to. */
function asSent<T>(value: unknown): T {
  return value as T;
}

function describeCall(
  app: OpenAPIHono<RestEnv>,
  { method, path, tag, summary, policy, status = 200, body, query, answer }: CallSpec<string, z.ZodType, z.ZodType>,
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
    ...(policy !== 'public' && { security: [{ bearer: [] }] }),
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
