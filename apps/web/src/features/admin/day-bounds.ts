function toMoment(day: string, clock: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const date = new Date(`${day}T${clock}`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** The first moment of a day (`2026-01-31`) in the viewer's zone; undefined for what is no day. */
export function startOfDay(day: string): string | undefined {
  return toMoment(day, '00:00:00');
}

/** Its last moment. */
export function endOfDay(day: string): string | undefined {
  return toMoment(day, '23:59:59.999');
}
