import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/postgres/**', 'test/chaos/**', 'node_modules/**'],
    globalSetup: 'test/database.setup.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Of a machine with two cores: stories wait for almost half of their time.
    maxWorkers: 5,
    // A worker keeps what it has loaded, and its embedded database (test/engine.ts), from file to file.
    isolate: false,
    // What is waited for comes in milliseconds; on a machine that does other things too, in seconds.
    expect: { poll: { timeout: 10_000 } },
  },
});
