import type { RunOptions } from '../plan';
import type { TableRow } from '../print-table';
import { Random } from '../random';
import { proveEdgeProduct } from './prove-edge-product';
import { proveSsrf } from './prove-ssrf';

/** What customers and strangers can send at the product's doors. */
export async function proveEdge({ plan, seed }: RunOptions, say: (line: string) => void): Promise<TableRow[]> {
  say('addresses that lead inside');
  const rows = await proveSsrf(plan.rebindings);
  say('forged webhook posts, requests of other sites, and a killed web process');
  return [...rows, ...(await proveEdgeProduct(plan, new Random(seed)))];
}
