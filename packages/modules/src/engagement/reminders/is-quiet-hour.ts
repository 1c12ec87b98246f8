import { localTime } from '../people/local-time';

export interface ReminderRules {
  /** Whole hours of the person's clock; from the same to the same hour, there is no quiet. */
  quietFrom: number;
  quietTo: number;
}

/** Whether a clock shows an hour at which nobody is disturbed. */
export function isQuietHour(at: Date, zone: string, { quietFrom, quietTo }: ReminderRules): boolean {
  const { hour } = localTime(at, zone);
  if (quietFrom === quietTo) return false;
  return quietFrom < quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo;
}
