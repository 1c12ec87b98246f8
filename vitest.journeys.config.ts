import { defineConfig } from 'vitest/config';

/** Journeys through the built product: `npm start` itself, a real browser, an outside Bot API server. */
export default defineConfig({
  test: {
    include: ['apps/web/journeys/**/*.journey.test.ts', 'packages/local-stack/journeys/**/*.journey.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
