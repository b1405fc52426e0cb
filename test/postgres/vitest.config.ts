import { defineConfig } from 'vitest/config';

/** The tests that need a database, and those that need several processes on one. Started by run.ts. */
export default defineConfig({
  test: {
    include: ['test/store', 'test/story', 'test/postgres', 'test/cli'].map((folder) => `${folder}/**/*.test.ts`),
    // They start an embedded database of their own, wherever the others keep theirs.
    exclude: [
      'test/story/demo.test.ts',
      'test/cli/commands.test.ts',
      'test/cli/start.test.ts',
      'test/cli/explain.test.ts',
      'test/cli/doctor.test.ts',
    ],
    globalSetup: 'test/database.setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // What is waited for comes in milliseconds; on a machine that does other things too, in seconds.
    expect: { poll: { timeout: 10_000 } },
    execArgv: ['--liftoff-only'],
  },
});
