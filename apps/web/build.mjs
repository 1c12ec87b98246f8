import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

const outfile = process.env.SERVER_OUTFILE ?? 'dist/server.js';
await rm(outfile, { force: true });

/** Those with native parts, or that must be the very copy the pages use; all else is bundled. */
const external = [
  'next',
  'next/*',
  'next-auth',
  'next-auth/*',
  'react',
  'react-dom',
  'pg',
  'bullmq',
  '@node-rs/argon2',
];

await build({
  entryPoints: ['src/server.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'linked',
  alias: { '@': './src' },
  external,
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
