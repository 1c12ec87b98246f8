/** Milliseconds of the machine's monotonic clock: the same in every process, so that their notes can be joined. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
