import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BenchArguments, readArguments, usage } from './read-arguments';
import { runBench } from './run-bench';
import { takeTurn } from './take-turn';
import { writeReport } from './write-report';

const resultsFile = path.resolve(import.meta.dirname, '../dist/results.json');

const options = askedFor(process.argv.slice(2));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const endTurn = await takeTurn(say);
process.on('exit', endTurn);
const report = await runBench(options, say);
mkdirSync(path.dirname(resultsFile), { recursive: true });
writeFileSync(resultsFile, `${JSON.stringify(report, null, 2)}\n`);
if (options.isWritten) writeReport(report);
process.exit(report.isMet ? 0 : 1);

function askedFor(words: readonly string[]): BenchArguments {
  try {
    const asked = readArguments(words);
    if (asked !== null) return asked;
    process.stdout.write(usage);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
  return process.exit(0);
}
