import { defineConfig } from 'vitest/config';

/** The tests that need a database, and those that need several processes on one. Started by run.ts. */
export default defineConfig({
  test: {
    include: ['test/store/**/*.test.ts', 'test/story/**/*.test.ts', 'test/postgres/**/*.test.ts'],
    exclude: ['test/story/demo.test.ts'],
    globalSetup: 'test/database.setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    execArgv: ['--liftoff-only'],
  },
});
