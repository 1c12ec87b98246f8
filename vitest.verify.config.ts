import { defineConfig } from 'vitest/config';

/** Checks of the repository itself, without any service. */
export default defineConfig({ test: { include: ['packages/config/**/*.test.ts'] } });
