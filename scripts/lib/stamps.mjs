import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const generated = new Set([
  'node_modules',
  'dist',
  '.turbo',
  'coverage',
  'next-env.d.ts',
  'journeys',
  'tsconfig.tsbuildinfo',
]);
const isGenerated = (name) => generated.has(name) || name.startsWith('.next') || name.endsWith('.test.ts');

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isGenerated(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(file);
    else if (entry.isFile()) yield file;
  }
}

function digest(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

/** Changes with everything an installation depends on. */
export function installStamp() {
  const manifests = ['apps', 'packages'].flatMap((group) =>
    readdirSync(path.join(root, group))
      .map((name) => path.join(root, group, name, 'package.json'))
      .filter((file) => existsSync(file)),
  );
  return digest(
    ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].map((name) => path.join(root, name)).concat(manifests),
  );
}

/** Changes with every source a build is made of; generated files do not count. */
export function buildStamp() {
  const sources = ['apps', 'packages'].flatMap((group) => [...filesBelow(path.join(root, group))]);
  return digest([...sources, path.join(root, 'pnpm-lock.yaml')]);
}

export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

export function writeStamp(file, stamp) {
  writeFileSync(file, stamp);
}
