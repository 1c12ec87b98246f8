import { CronExpressionParser } from 'cron-parser';

/** The first time after `after` at which the five fields hold in the zone; a local time that a change of clocks skips or doubles counts once. */
export function nextRun(cron: string, zone: string, after: Date): Date {
  return CronExpressionParser.parse(cron, { tz: zone, currentDate: after }).next().toDate();
}
