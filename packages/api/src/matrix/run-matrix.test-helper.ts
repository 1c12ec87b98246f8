import type { MemberRole } from '@dovecote/db/schema/workspaces';
import { tenantTables } from '@dovecote/db/tenant-tables';
import { canMember } from '@dovecote/services/policies/member-policy';
import type { TestApi } from '../create-test-api.test-helper';
import { isMemberAction, isPlatformAction } from '../operation';
import type { Target } from './build-target.test-helper';
import { buildWorld, type World } from './build-world.test-helper';
import { callOperation, type How, type Ids, type Outcome, type Persona } from './call-operation.test-helper';
import { type AnyOperation, listOperations } from './list-operations.test-helper';
import { checkMarks, type MatrixResult } from './matrix-result.test-helper';
import { takesId } from './sample-input.test-helper';
import { tryPublicCalls } from './try-public-calls.test-helper';

/** They end what the other tries stand on; tests of their own cover them. */
export const endsTheAsker =
  /^(DELETE \/me|DELETE \/me\/sessions|DELETE \/auth\/logout|account\.remove|account\.revokeOtherSessions|session\.|auth\.|workspace\.leave|POST \/workspaces\/\{id\}\/leave)/;
const refusals = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/** Every operation x everybody x the watched workspaces' things, things that are not there, and mixtures. */
export async function runMatrix(api: TestApi, rounds: number): Promise<MatrixResult> {
  const { world, operations, result } = await tryForeigners(api, rounds);
  for (const operation of operations) {
    if (endsTheAsker.test(operation.name)) continue;
    for (const target of world.targets) {
      for (const [role, persona] of Object.entries(target.members) as [MemberRole, Persona][]) {
        await tryAsMember(api, world, target, operation, role, persona, result);
      }
    }
  }
  await tryPublicCalls(api, world, result);
  result.faults = [...new Set(result.faults)];
  return result;
}

/**
 * Foreigners alone. `isComparing` also wants every answer about what is there to equal the one about what is not; else
 * only that nothing of the watched workspaces is shown or changed.
 */
export async function tryForeigners(api: TestApi, rounds: number, isComparing = true) {
  const world = await buildWorld(api);
  const operations = listOperations(api.deps).filter(({ policy }) => policy !== 'public');
  const result: MatrixResult = { operations: operations.length, tries: 0, faults: [] };
  const before = await digestWorkspaces(api, world.targets);
  for (let round = 0; round < rounds; round += 1) {
    for (const operation of operations) {
      if (endsTheAsker.test(operation.name)) continue;
      for (const persona of [...world.foreign, world.platformAdmin]) {
        await tryAsForeigner(api, world, world.targets, operation, persona, result, isComparing);
      }
      for (const target of world.targets) {
        for (const persona of target.shutOut) {
          await tryAsForeigner(api, world, [target], operation, persona, result, isComparing);
        }
      }
    }
  }
  const after = await digestWorkspaces(api, world.targets);
  for (const [table, digest] of before) {
    if (after.get(table) !== digest) result.faults.push(`A foreigner changed rows of ${table}.`);
  }
  result.faults = [...new Set(result.faults)];
  return { world, operations, result };
}

async function tryAsForeigner(
  api: TestApi,
  world: World,
  targets: readonly Target[],
  operation: AnyOperation,
  persona: Persona,
  result: MatrixResult,
  isComparing: boolean,
): Promise<void> {
  const isAllowedAdmin = persona === world.platformAdmin && isPlatformAction(operation.policy);
  const call = async (ids: Ids, how?: How): Promise<Outcome> => {
    result.tries += 1;
    return await callOperation(api, operation, persona, ids, how);
  };
  const where = `${operation.name} as ${persona.name}`;
  const absent = await call(world.absent);
  if (isAllowedAdmin) {
    if (refusals.has(absent.code)) result.faults.push(`${where} is refused: ${absent.code}.`);
    return;
  }
  if (persona.token === null && absent.code !== 'UNAUTHENTICATED') result.faults.push(`${where} got ${absent.code}.`);
  if (isPlatformAction(operation.policy) && !refusals.has(absent.code)) {
    result.faults.push(`${where} got ${absent.code}.`);
  }
  checkMarks(world, where, absent, result);
  if (!namesThings(operation)) return;
  const nowhere = { workspaceId: world.absent.workspace ?? '' };
  for (const target of targets) {
    const about = `${where}, about what is of the ${target.fate} owner,`;
    for (const ids of mixtures(target, world.absent)) {
      const there = await call(ids);
      if (there.text !== absent.text)
        result.faults.push(`${about} tells what is there: ${there.code}, else ${absent.code}.`);
      checkMarks(world, about, there, result);
    }
    if (target !== targets[0]) continue;
    const named = await call(target.ids, { workspaceId: target.workspaceId });
    const unnamed = await call(target.ids, nowhere);
    if (isComparing && named.text !== unnamed.text) result.faults.push(`${about} tells which workspace is there.`);
    checkMarks(world, about, named, result);
  }
}

/** All things together and, in the first workspace, each thing alone: each must look as if it were not there. */
function mixtures({ fate, ids }: Target, absent: Ids): Ids[] {
  if (fate !== 'active') return [ids];
  return [ids, ...Object.keys(ids).map((kind) => ({ ...absent, [kind]: ids[kind] ?? '' }))];
}

/** Whether a call can be about one thing or another. */
function namesThings(operation: AnyOperation): boolean {
  return operation.transport === 'rest' ? operation.spec.path.includes('{') : takesId(operation.input);
}

async function tryAsMember(
  api: TestApi,
  { absent }: World,
  { ids, workspaceId }: Target,
  operation: AnyOperation,
  role: MemberRole,
  persona: Persona,
  result: MatrixResult,
): Promise<void> {
  const { policy } = operation;
  // What would change or end a thing is tried on one that is not there: who may, learns just that.
  const own = operation.isRead ? ids : { ...absent, workspace: ids.workspace ?? '' };
  result.tries += 1;
  const { code } = await callOperation(api, operation, persona, own, { workspaceId });
  const isAllowed = isMemberAction(policy) ? canMember(role, policy) : policy === 'session';
  const isRefused = refusals.has(code);
  if (isAllowed === isRefused) {
    result.faults.push(`${operation.name} (${policy}) as ${persona.name} got ${code}.`);
  }
}

/** What the database holds of the watched workspaces, table by table. */
export async function digestWorkspaces(api: TestApi, targets: readonly Target[]): Promise<Map<string, string>> {
  const workspaceIds = targets.map((target) => target.workspaceId);
  const digests = new Map<string, string>();
  for (const [table, column] of Object.entries(tenantTables)) {
    const text = `select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as digest
      from "${table}" t where t."${column}" = any($1)`;
    const { rows } = await api.kit.database.pool.query(text, [workspaceIds]);
    digests.set(table, rows[0].digest);
  }
  return digests;
}
