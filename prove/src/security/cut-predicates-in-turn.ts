import type { TestApi } from '@dovecote/api/create-test-api.test-helper';
import { buildWorld } from '@dovecote/api/matrix/build-world.test-helper';
import { callOperation, type How, type Ids, type Persona } from '@dovecote/api/matrix/call-operation.test-helper';
import { type AnyOperation, listOperations } from '@dovecote/api/matrix/list-operations.test-helper';
import { digestWorkspaces, endsTheAsker } from '@dovecote/api/matrix/run-matrix.test-helper';
import type { Proof } from './prove-security';
import type { TenantPredicate, TenantPredicates } from './tenant-predicates';

/** One call that a foreigner makes, about what is of others or, where it changes nothing, of their own. */
interface Cell {
  operation: AnyOperation;
  persona: Persona;
  ids: Ids;
  how: How;
}

export interface InTurn {
  /** Predicates that foreigners' calls came by, and how many of them were removed. */
  found: number;
  removed: number;
  /** Calls made while one was removed. */
  calls: number;
  faults: string[];
}

const sampleSize = 12;
const cellsOfEach = { full: 8, sample: 2 };

/** Takes away one tenant predicate after the other, each while foreigners make the calls that run into it. */
export async function cutPredicatesInTurn(
  api: TestApi,
  predicates: TenantPredicates,
  { isFull, random, say }: Proof,
): Promise<InTurn> {
  const world = await buildWorld(api);
  const [target] = world.targets;
  if (target === undefined) throw new Error('Nothing is watched.');
  const operations = listOperations(api.deps).filter(
    ({ name, policy }) => policy !== 'public' && !endsTheAsker.test(name),
  );
  const { persona, ids: own } = world.stranger;
  const asked = world.foreign.filter(({ token }) => token !== null);
  const cells = operations.flatMap((operation): Cell[] => [
    ...asked.flatMap((one) =>
      [{}, { workspaceId: target.workspaceId }].map((how) => ({ operation, persona: one, ids: target.ids, how })),
    ),
    ...(operation.isRead ? [{ operation, persona, ids: own, how: {} }] : []),
  ]);
  const call = async (cell: Cell): Promise<string> =>
    (await callOperation(api, cell.operation, cell.persona, cell.ids, cell.how)).text;

  const cellsOf = new Map<string, { predicate: TenantPredicate; cells: Set<Cell> }>();
  for (const cell of cells) {
    predicates.onPredicate = (predicate) => {
      const known = cellsOf.get(predicate.key) ?? { predicate, cells: new Set() };
      cellsOf.set(predicate.key, known);
      known.cells.add(cell);
    };
    await call(cell);
  }
  predicates.onPredicate = () => undefined;

  const all = [...cellsOf.values()];
  const chosen = isFull ? all : random.shuffled(all).slice(0, sampleSize);
  say(`${all.length} tenant predicates found; ${chosen.length} are removed, one after the other`);
  const result: InTurn = { found: all.length, removed: 0, calls: 0, faults: [] };
  const before = await digestWorkspaces(api, world.targets);
  for (const { predicate, cells: its } of chosen) {
    const cutsBefore = predicates.cuts;
    const blame = (where: string, shown: string): void => {
      const mark = world.marks.find((one) => shown.includes(one));
      if (mark !== undefined) result.faults.push(`${where} shows ${mark} without: ${predicate.key}`);
    };
    predicates.onCutRows = (rows) => blame('a statement', JSON.stringify(rows) ?? '');
    predicates.cut(predicate);
    for (const cell of random.shuffled([...its]).slice(0, cellsOfEach[isFull ? 'full' : 'sample'])) {
      result.calls += 1;
      blame(`${cell.operation.name} as ${cell.persona.name}`, await call(cell));
    }
    predicates.cut(null);
    if (predicates.cuts > cutsBefore) result.removed += 1;
    else say(`was not met again: ${predicate.key}`);
  }
  const after = await digestWorkspaces(api, world.targets);
  for (const [table, digest] of before) {
    if (after.get(table) !== digest) result.faults.push(`A foreigner changed rows of ${table}.`);
  }
  result.faults = [...new Set(result.faults)];
  return result;
}
