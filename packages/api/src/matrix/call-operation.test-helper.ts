import { inWorkspace } from '@dovecote/services/in-workspace';
import { TRPCError } from '@trpc/server';
import type { ApiDeps } from '../api-deps';
import type { createRestApp } from '../rest/app';
import { createServerCaller } from '../router/app-router';
import { readError } from '../router/trpc';
import type { AnyOperation } from './list-operations.test-helper';
import { sampleInput, type Values } from './sample-input.test-helper';

export interface Persona {
  name: string;
  /** Null for nobody. */
  token: string | null;
}

/** What stands in for each thing an operation may name. */
export type Ids = Readonly<Record<string, string>>;

export interface Outcome {
  /** The error's code, or `OK`. */
  code: string;
  /** The whole answer but for request id and date. */
  text: string;
}

export interface How {
  /** The workspace the call names. */
  workspaceId?: string;
  /** Values of the input, by field. */
  values?: Values;
  /** Where the call comes from. */
  ip?: string;
}

interface Target {
  deps: ApiDeps;
  app: ReturnType<typeof createRestApp>;
}

/** Calls an operation as somebody, about the things of these ids. */
export async function callOperation(
  target: Target,
  operation: AnyOperation,
  { token }: Persona,
  ids: Ids,
  how: How = {},
): Promise<Outcome> {
  const outcome =
    operation.transport === 'rest'
      ? await callRest(target, operation.spec, token, ids, how)
      : await callTrpc(target, operation, token, ids, how);
  return { ...outcome, text: outcome.text.replaceAll(/"requestId":"[^"]*"/g, '') };
}

async function callRest(
  { app }: Target,
  spec: Extract<AnyOperation, { transport: 'rest' }>['spec'],
  token: string | null,
  ids: Ids,
  { workspaceId, values, ip }: How,
): Promise<Outcome> {
  const path = spec.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[kindOf(spec.path, name)] ?? 'absent');
  const input = sampleInput(spec.body, ids.user ?? 'absent', values);
  const body = input === undefined ? undefined : JSON.stringify(input);
  const res = await app.request(`/api/v1${path}`, {
    method: spec.method.toUpperCase(),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(ip !== undefined && { 'x-test-ip': ip }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(workspaceId !== undefined && { 'dovecote-workspace': workspaceId }),
    },
    ...(body !== undefined && { body }),
  });
  const text = await res.text();
  const headers = [...res.headers]
    .filter(([name]) => !/^(x-request-id|date|ratelimit|ratelimit-policy)$/.test(name))
    .map((pair) => pair.join(': '))
    .sort();
  const code = res.ok ? 'OK' : ((JSON.parse(text) as { code?: string }).code ?? 'NONE');
  return { code, text: [res.status, ...headers, text].join('\n') };
}

/** What a path's parameter names. */
function kindOf(path: string, name: string): string {
  if (name !== 'id') return name.replace(/Id$/, '');
  if (path.startsWith('/bots/') || path.startsWith('/admin/bots/')) return 'bot';
  if (path.startsWith('/workspaces/') || path.startsWith('/admin/workspaces/')) return 'workspace';
  if (path.startsWith('/admin/users/')) return 'user';
  return path.startsWith('/me/sessions/') ? 'session' : 'passkey';
}

async function callTrpc(
  { deps }: Target,
  { name, input }: Extract<AnyOperation, { transport: 'trpc' }>,
  token: string | null,
  ids: Ids,
  { workspaceId, values, ip = '203.0.113.9' }: How,
): Promise<Outcome> {
  try {
    const { services, auth, live, budgets } = deps;
    const request = { ip, userAgent: 'matrix', requestId: 'req_matrix' };
    const actor = token === null ? null : await auth.resolveBearer(`Bearer ${token}`);
    const workspace = actor === null ? undefined : await auth.proveMembership(actor, workspaceId ?? null);
    const service =
      actor === null
        ? { ...services, actor: { kind: 'anonymous' as const }, request }
        : inWorkspace({ ...services, actor, request }, workspace);
    const caller = createServerCaller({ service, auth, live, budgets }) as unknown as Record<string, unknown>;
    const procedure = name
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], caller) as (input: unknown) => unknown;
    const answer = await procedure(sampleInput(input, ids[trpcKindOf(name)] ?? 'absent', values));
    return { code: 'OK', text: JSON.stringify(answer) ?? '' };
  } catch (error) {
    if (!(error instanceof TRPCError)) return codeOf(error);
    const { code, message, fields } = readError(error);
    return { code, text: JSON.stringify({ code, message, fields }) };
  }
}

function codeOf(error: unknown): Outcome {
  const { code = 'INTERNAL', message } = error as { code?: string; message: string };
  return { code, text: JSON.stringify({ code, message }) };
}

/** What the ids in a procedure's input name. */
function trpcKindOf(name: string): string {
  if (/^(bots|modules|faq)\b|^admin\.(bot|suspendBot|activateBot|setLimits|accessBot|endAccess)$/.test(name))
    return 'bot';
  if (name.startsWith('drafts.')) return 'draft';
  if (name.startsWith('webhooks.')) return 'webhook';
  if (name.startsWith('apiKeys.')) return 'key';
  if (name === 'account.revokeSession') return 'session';
  if (name === 'workspace.revokeInvitation') return 'invitation';
  if (name === 'admin.changePlan') return 'workspace';
  return 'user';
}
