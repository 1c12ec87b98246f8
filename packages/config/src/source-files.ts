import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Part, parts } from './arrows';

export interface SourceFile {
  part: Part;
  /** From the checkout's root, with forward slashes. */
  path: string;
  text: string;
  isTest: boolean;
}

const skipped = new Set(['node_modules', 'dist', 'coverage', 'public']);

/** Every TypeScript file of every part. */
export function readSourceFiles(root: string): SourceFile[] {
  return (Object.entries(parts) as [Part, string][]).flatMap(([part, folder]) =>
    filesBelow(path.join(root, folder)).map((file) => ({
      part,
      path: path.relative(root, file).split(path.sep).join('/'),
      text: readFileSync(file, 'utf8'),
      isTest: /\.test\.tsx?$|\.test-helper\.tsx?$|\/journeys\//.test(file),
    })),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name) || entry.name.startsWith('.')) return [];
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [file] : [];
  });
}

const importShape =
  /(?:^|[\s;])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The specifiers a file imports, types included. */
export function importsOf(text: string): string[] {
  return [...text.matchAll(importShape)].map((match) => match[1] ?? match[2] ?? '');
}
