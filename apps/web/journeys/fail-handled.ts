import { openProductDatabase } from './open-product-database';

/**
 * Makes the updates a bot has handled look as if their handler had failed, as none of ours does on demand; answers how
 * many. The product runs on the database in `dataDir`.
 */
export async function failHandled(dataDir: string, botId: string): Promise<number> {
  const open = openProductDatabase(dataDir);
  const bot = `'${botId.replace(/\W/g, '')}'`;
  const failed = await open.services.databases.platform.execute(`
    with receipts as (
      delete from outbox o using updates u where o.bot_id = ${bot} and o.state = 'sent'
        and u.bot_id = o.bot_id and u.update_id = o.update_id and u.state = 'done'
      returning u.update_id
    ), failed as (
      update updates u set state = 'dead_lettered', reason = 'handler failed 3 times: TypeError', attempts = 3
      from receipts r where u.bot_id = ${bot} and u.update_id = r.update_id
      returning u.workspace_id, u.bot_id, u.finished_at
    ), counted as (
      insert into minute_stats (workspace_id, bot_id, minute, done, dead_lettered)
      select workspace_id, bot_id, date_trunc('minute', finished_at), -count(*), count(*) from failed group by 1, 2, 3
      on conflict (workspace_id, bot_id, minute) do update set
        done = minute_stats.done + excluded.done, dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered
    )
    select bot_id from failed`);
  await open.close();
  return failed.rows.length;
}
