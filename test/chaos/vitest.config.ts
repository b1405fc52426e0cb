import { defineConfig } from 'vitest/config';

/** Started by run.ts. */
export default defineConfig({
  test: {
    include: ['test/chaos/**/*.test.ts'],
    globalSetup: 'test/database.setup.ts',
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    expect: { poll: { timeout: 10_000 } },
    execArgv: ['--liftoff-only'],
  },
});
