import { createTestApi } from '@dovecote/api/create-test-api.test-helper';
import { runMatrix, tryForeigners } from '@dovecote/api/matrix/run-matrix.test-helper';
import { setup } from '@dovecote/testing/global-setup';
import { atLeast, none, type TableRow } from '../print-table';
import { cutPredicatesInTurn } from './cut-predicates-in-turn';
import type { Proof } from './prove-security';
import { TenantPredicates } from './tenant-predicates';

const quotas = { caller: 100_000_000, network: 100_000_000 };

/** Every operation of both transports by everybody about everything, with and without the verbs' own predicates. */
export async function tryEveryOperation(proof: Proof): Promise<TableRow[]> {
  const { isFull, say } = proof;
  const stop = await setup();
  const api = await createTestApi(quotas);
  const predicates = new TenantPredicates();
  try {
    const matrix = await runMatrix(api, isFull ? 8 : 1);
    for (const fault of matrix.faults.slice(0, 20)) say(fault);
    say(`${matrix.tries} tries of ${matrix.operations} operations; now without the tenant predicates`);
    predicates.cut('all');
    const { result } = await tryForeigners(api, 1, false);
    for (const fault of result.faults.slice(0, 20)) say(fault);
    const cutAtOnce = predicates.cuts;
    predicates.cut(null);
    const inTurn = await cutPredicatesInTurn(api, predicates, proof);
    for (const fault of inTurn.faults.slice(0, 20)) say(fault);
    return [
      atLeast('operations tried by everybody', matrix.operations, 150),
      atLeast('tries', matrix.tries, isFull ? 50_000 : 5_000),
      none('cells not as their policy says, leaks included', matrix.faults.length),
      atLeast('statements run without their tenant predicate', cutAtOnce, 500),
      none('leaks without the tenant predicates', result.faults.length),
      atLeast('tenant predicates removed in turn', inTurn.removed, isFull ? inTurn.found : 10),
      atLeast('calls made without one of them', inTurn.calls, inTurn.removed),
      none('leaks without one of them', inTurn.faults.length),
    ];
  } finally {
    predicates.restore();
    await api.close();
    await stop();
  }
}
