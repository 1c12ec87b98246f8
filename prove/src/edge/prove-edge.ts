import type { TableRow } from '../print-table';
import { Random } from '../random';
import type { RunOptions } from '../read-options';
import { proveEdgeProduct } from './prove-edge-product';
import { proveSsrf } from './prove-ssrf';

/** What customers and strangers can send at the product's doors. */
export async function proveEdge({ plan, seed }: RunOptions, say: (line: string) => void): Promise<TableRow[]> {
  say('addresses that lead inside');
  const rows = await proveSsrf(plan.rebindings);
  say('forged webhook posts, requests of other sites, and a killed web process');
  return [...rows, ...(await proveEdgeProduct(plan, new Random(seed)))];
}
