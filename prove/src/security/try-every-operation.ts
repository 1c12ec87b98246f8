import { createTestApi } from '@dovecote/api/create-test-api.test-helper';
import { runMatrix, tryForeigners } from '@dovecote/api/matrix/run-matrix.test-helper';
import { setup } from '@dovecote/testing/global-setup';
import { atLeast, none, type TableRow } from '../print-table';
import { cutTenantPredicates } from './cut-tenant-predicates';
import type { Proof } from './prove-security';

const quotas = { caller: 100_000_000, network: 100_000_000 };

/** Every operation of both transports by everybody about everything, with and without the verbs' own predicates. */
export async function tryEveryOperation({ isFull, say }: Proof): Promise<TableRow[]> {
  const stop = await setup();
  const api = await createTestApi(quotas);
  try {
    const matrix = await runMatrix(api, isFull ? 8 : 1);
    for (const fault of matrix.faults.slice(0, 20)) say(fault);
    say(`${matrix.tries} tries of ${matrix.operations} operations; now without the tenant predicates`);
    const cut = cutTenantPredicates();
    const { result } = await tryForeigners(api, 1, false).finally(() => cut.restore());
    for (const fault of result.faults.slice(0, 20)) say(fault);
    return [
      atLeast('operations tried by everybody', matrix.operations, 150),
      atLeast('tries', matrix.tries, isFull ? 50_000 : 5_000),
      none('cells not as their policy says, leaks included', matrix.faults.length),
      atLeast('statements run without their tenant predicate', cut.cuts(), 500),
      none('leaks without the tenant predicates', result.faults.length),
    ];
  } finally {
    await api.close();
    await stop();
  }
}
