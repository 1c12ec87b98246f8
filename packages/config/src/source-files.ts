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
  /(?:^|[\s;])(?:import|export)\s(type\s)?(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

export interface Import {
  specifier: string;
  /** Gone at run time. */
  isTypeOnly: boolean;
}

/** What a file imports. */
export function importsOf(text: string): Import[] {
  return [...text.matchAll(importShape)].map((match) => ({
    specifier: match[2] ?? match[3] ?? '',
    isTypeOnly: match[1] !== undefined,
  }));
}
