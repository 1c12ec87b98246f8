import { openProductDatabase } from './open-product-database';

/** Makes every sign-in look as if it were an hour old. */
export async function ageSessions(dataDir: string): Promise<void> {
  const open = openProductDatabase(dataDir);
  await open.services.db.execute(`update sessions set stepped_up_at = now() - interval '1 hour'`);
  await open.close();
}
