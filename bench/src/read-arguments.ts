import { parseArgs } from 'node:util';
import { scenarios } from './scenarios';

export interface BenchArguments {
  /** In the order of the table; those named, or all. */
  ids: string[];
  rounds: number;
  secondsPerRound: number;
  /** Write docs/benchmarks.md from this run. */
  isWritten: boolean;
  /** Where each system under test leaves a CPU profile when it ends; null for none, as profiling costs. */
  profileDir: string | null;
}

export const usage = `npm run bench [-- id...] [--rounds 7] [--seconds 5] [--write] [--profile folder]\n`;

/** What to run; null if the command line cannot be read. */
export function readArguments(words: readonly string[]): BenchArguments | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        rounds: { type: 'string', default: '7' },
        seconds: { type: 'string', default: '5' },
        profile: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
    });
    const ids = positionals.map((id) => id.toUpperCase());
    const rounds = Number(values.rounds);
    const secondsPerRound = Number(values.seconds);
    if (!Number.isInteger(rounds) || rounds < 1 || !(secondsPerRound > 0)) return null;
    return {
      ids: ids.length > 0 ? ids : scenarios.map((scenario) => scenario.id),
      rounds,
      secondsPerRound,
      isWritten: values.write,
      profileDir: values.profile ?? null,
    };
  } catch {
    return null;
  }
}
