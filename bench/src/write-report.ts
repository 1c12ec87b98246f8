import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ScenarioResult } from './judge-scenario';
import { claimRows, describeMedians } from './print-results';
import type { BenchReport } from './run-bench';

const reportFile = path.resolve(import.meta.dirname, '../../docs/benchmarks.md');

/** Writes docs/benchmarks.md from one run. */
export function writeReport(report: BenchReport): void {
  const head = ['id', 'what', 'median', 'spread', 'must', 'aim', 'verdict'];
  const text = [
    '# Benchmarks',
    '',
    `One run of \`npm run bench -- --write\` on ${report.date}: ${report.machine}. ${report.rounds} rounds (B5 at most 3) of`,
    `${report.secondsPerRound} s, systems in turns; medians over the rounds with lowest and highest. Ratios compare two`,
    'systems of one round; single figures are those of this machine. How it is done: [bench](../bench/README.md).',
    '',
    ...markdownTable(head, report.results.flatMap(claimRows)),
    '',
    '## Figures of each system',
    ...report.results.flatMap(describeScenario),
    '',
  ].join('\n');
  writeFileSync(reportFile, text);
}

/** Padded, as the formatter wants it. */
function markdownTable(head: readonly string[], rows: readonly string[][]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

function describeScenario(result: ScenarioResult): string[] {
  return [
    '',
    `**${result.id}** ${result.title}`,
    '',
    ...result.systems.map(({ system, medians }) => `- ${system}: ${describeMedians(medians)}`),
    ...result.dropped.map((line) => `- dropped: ${line}`),
    ...result.problems.map((line) => `- problem: ${line}`),
  ];
}
