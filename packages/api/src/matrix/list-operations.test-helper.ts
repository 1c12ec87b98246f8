import type { z } from 'zod';
import type { ApiDeps } from '../api-deps';
import type { Operation, Policy } from '../operation';
import { createRestApp } from '../rest/app';
import type { AnyCallSpec } from '../rest/define-call';
import { appRouter } from '../router/app-router';

export interface RestOperation extends Operation {
  transport: 'rest';
  spec: AnyCallSpec;
}

export interface TrpcOperation extends Operation {
  transport: 'trpc';
  input: z.ZodType | undefined;
}

export type AnyOperation = RestOperation | TrpcOperation;

interface ProcedureDefinition {
  type: 'query' | 'mutation' | 'subscription';
  meta?: { policy?: Policy };
  inputs: z.ZodType[];
}

/** Everything both transports offer; a stream, which never ends, is left out. */
export function listOperations(deps: ApiDeps): AnyOperation[] {
  const rest: RestOperation[] = [];
  createRestApp(deps, {
    corsOrigins: [],
    version: '0',
    onDefined: (spec) => {
      const name = `${spec.method.toUpperCase()} ${spec.path}`;
      rest.push({ transport: 'rest', name, policy: spec.policy, isRead: spec.method === 'get', spec });
    },
  });
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: ProcedureDefinition }>;
  const trpc = Object.entries(procedures).flatMap(([name, { _def }]): TrpcOperation[] => {
    if (_def.type === 'subscription') return [];
    const { meta, inputs, type } = _def;
    if (meta?.policy === undefined) throw new Error(`The procedure ${name} declares no policy.`);
    return [{ transport: 'trpc', name, policy: meta.policy, isRead: type === 'query', input: inputs[0] }];
  });
  return [...rest, ...trpc];
}
