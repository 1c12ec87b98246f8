import { type ClaimResult, holds, type ScenarioResult } from './judge-scenario';
import { format } from './run-rounds';
import type { Bound } from './scenario';

/** One table of every claim, then each system's medians. */
export function printResults(results: readonly ScenarioResult[]): string {
  const head = ['', 'what', 'median', 'spread', 'must', 'aim', 'verdict'];
  const rows = results.flatMap(claimRows);
  const systems = results.flatMap((result) => [
    '',
    `${result.id} ${result.title}`,
    ...result.systems.map(({ system, medians }) => `  ${system}: ${describeMedians(medians)}`),
    ...result.dropped.map((line) => `  dropped: ${line}`),
    ...result.problems.map((line) => `  PROBLEM: ${line}`),
  ]);
  return [...drawTable([head, ...rows]), ...systems].join('\n');
}

/** What could not be measured has a row too. */
export function claimRows(result: ScenarioResult): string[][] {
  if (result.claims.length === 0) return [[result.id, result.title, '', '', '', '', 'FAILED']];
  return result.claims.map((claim) => claimRow(result, claim));
}

function claimRow(result: ScenarioResult, claim: ClaimResult): string[] {
  return [
    result.id,
    claim.title,
    withUnit(claim.median, claim.unit),
    `${format(claim.lowest)}–${format(claim.highest)}`,
    describeBound(claim.must, claim.unit),
    describeAim(claim),
    describeVerdict(result, claim),
  ];
}

function describeVerdict(result: ScenarioResult, { verdict }: ClaimResult): string {
  if (result.verdict === 'failed') return 'FAILED';
  if (verdict === 'unbound') return '';
  return verdict === 'met' ? 'met' : verdict.toUpperCase();
}

/** The aim, and whether it is reached. */
function describeAim(claim: ClaimResult): string {
  if (claim.aim === null) return '';
  return `${describeBound(claim.aim, claim.unit)} ${holds(claim.aim, claim.median) ? '✓' : '✗'}`;
}

function describeBound(bound: Bound | null, unit: ClaimResult['unit']): string {
  if (bound === null) return '';
  return 'atLeast' in bound ? `≥ ${withUnit(bound.atLeast, unit)}` : `≤ ${withUnit(bound.atMost, unit)}`;
}

function withUnit(value: number, unit: ClaimResult['unit']): string {
  if (unit === '') return format(value);
  return unit === '×' ? `${format(value)}×` : `${format(value)} ${unit}`;
}

export function describeMedians(medians: Record<string, number>): string {
  return Object.entries(medians)
    .map(([name, value]) => `${name} ${format(value)}`)
    .join(', ');
}

function drawTable(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
