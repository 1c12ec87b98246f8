import { parseArgs } from 'node:util';
import { scenarios } from './scenarios';

export interface BenchArguments {
  /** All of them if none is named. */
  ids: readonly string[];
  rounds: number;
  secondsPerRound: number;
  /** Write docs/benchmarks.md from this run. */
  isWritten: boolean;
  /** Where each system under test leaves a CPU profile when it ends; null for none, as profiling costs. */
  profileDir: string | null;
}

const ids = scenarios.map(({ id }) => id);

export const usage = `npm run bench -- [id...] [--rounds 7] [--seconds 5] [--write] [--profile folder]

  id         ${ids.join(', ')}; all of them unless said
  --rounds   how often each system has its turn
  --seconds  how long a turn lasts
  --write    write docs/benchmarks.md from this run
  --profile  leave a CPU profile of each system in this folder; it costs time
`;

/** What to run; null if only the usage is asked for. Throws an Error that says what is wrong with the command line. */
export function readArguments(words: readonly string[]): BenchArguments | null {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      rounds: { type: 'string', default: '7' },
      seconds: { type: 'string', default: '5' },
      profile: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const wanted = positionals.map(readId);
  const rounds = Number(values.rounds);
  const secondsPerRound = Number(values.seconds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds needs a whole number from 1 on.');
  if (!(secondsPerRound > 0 && Number.isFinite(secondsPerRound))) throw new Error('--seconds needs a number above 0.');
  return {
    ids: wanted.length > 0 ? wanted : ids,
    rounds,
    secondsPerRound,
    isWritten: values.write,
    profileDir: values.profile ?? null,
  };
}

function readId(word: string): string {
  const id = word.toUpperCase();
  if (!ids.includes(id)) throw new Error(`There is no benchmark "${word}"; there are ${ids.join(', ')}.`);
  return id;
}
