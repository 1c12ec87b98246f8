/** What the command line of a process of the bench holds: one JSON text. */
export function processOptions<Options>(): Options {
  return JSON.parse(process.argv[2] ?? '{}') as Options;
}
