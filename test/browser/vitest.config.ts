import { defineConfig } from 'vitest/config';

// The browser tests need a Chromium on the machine, so they have their own command: npm run test:browser.
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    // What is waited for comes in milliseconds; on a machine that does other things too, in seconds.
    expect: { poll: { timeout: 10_000 } },
    execArgv: ['--liftoff-only'],
  },
});
