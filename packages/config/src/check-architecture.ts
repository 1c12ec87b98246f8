import path from 'node:path';
import { arrows, linesMax, type Part, parts, testArrows } from './arrows';
import { importsOf, type SourceFile } from './source-files';

/** What breaks the rules of the layout, one sentence each; empty when all is well. */
export function checkArchitecture(files: readonly SourceFile[]): string[] {
  return [...checkSizes(files), ...files.flatMap(checkArrows), ...checkCycles(files)];
}

function checkSizes(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const lines = file.text.split('\n').length - 1;
    return lines > linesMax ? [`${file.path} has ${lines} lines; ${linesMax} is the wall.`] : [];
  });
}

function checkArrows(file: SourceFile): string[] {
  return importsOf(file.text).flatMap(({ specifier }) => {
    const target = partOf(specifier);
    if (target === null || target === file.part) return [];
    if (arrows[file.part].includes(target) || (file.isTest && testArrows.includes(target))) return [];
    return [`${file.path} imports ${specifier}: ${file.part} may not import ${target}.`];
  });
}

function partOf(specifier: string): Part | null {
  const name = /^@dovecote\/([^/]+)/.exec(specifier)?.[1];
  return name !== undefined && name in parts ? (name as Part) : null;
}

/** Circles of files that need each other at run time, each named once. */
function checkCycles(files: readonly SourceFile[]): string[] {
  const known = new Map(files.map((file) => [file.path.replace(/\.tsx?$/, ''), file]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (key: string, trail: readonly string[]): void => {
    const file = known.get(key);
    if (!file || state.get(key) === 'done') return;
    if (state.get(key) === 'open') {
      found.push(`Imports run in a circle: ${[...trail.slice(trail.indexOf(key)), key].join(' -> ')}`);
      return;
    }
    state.set(key, 'open');
    for (const { specifier, isTypeOnly } of importsOf(file.text)) {
      const resolved = isTypeOnly ? null : resolve(file, specifier);
      if (resolved !== null) visit(resolved, [...trail, key]);
    }
    state.set(key, 'done');
  };
  for (const key of known.keys()) visit(key, []);
  return found;
}

function resolve(file: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file.path), specifier);
  if (specifier.startsWith('@/')) return `${parts[file.part]}/src/${specifier.slice(2)}`;
  const match = /^@dovecote\/([^/]+)\/(.+)$/.exec(specifier);
  const part = partOf(specifier);
  return match && part ? `${parts[part]}/src/${match[2]}` : null;
}
