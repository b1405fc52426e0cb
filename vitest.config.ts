import { defineConfig } from 'vitest/config';

// One database start costs memory and a core, so story tests share few workers.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/postgres/**', 'node_modules/**'],
    globalSetup: 'test/database.setup.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    execArgv: ['--liftoff-only'],
  },
});
