import { defineConfig } from 'vitest/config';

const STORIES = ['freeze', 'kill', 'locks', 'ordering', 'restart', 'restore', 'spending', 'whole-story'];

/** The tests that need a database, and those that need several processes on one. Started by run.ts. */
export default defineConfig({
  test: {
    include: [
      'test/store/**/*.test.ts',
      'test/postgres/**/*.test.ts',
      'test/cli/audit.test.ts',
      'test/workflow/steps/{return,prolong,return.property}.test.ts',
      // What rests on locks, on transactions and on the queue. What the other stories add is Slack's and the cloud's.
      ...STORIES.map((story) => `test/story/${story}.test.ts`),
    ],
    // Of the embedded database alone.
    exclude: ['test/store/embedded/**'],
    globalSetup: 'test/database.setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    isolate: false,
    // What is waited for comes in milliseconds; on a machine that does other things too, in seconds.
    expect: { poll: { timeout: 10_000 } },
  },
});
