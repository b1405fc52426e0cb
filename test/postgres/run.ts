/** Runs the tests that need a database on a real PostgreSQL. */
import { spawnSync } from 'node:child_process';
import { withServer } from './server.ts';

process.exitCode = await withServer((url) => {
  const env = { ...process.env, TEST_DATABASE_URL: url };
  const args = ['run', '--config', 'test/postgres/vitest.config.ts', ...process.argv.slice(2)];
  return spawnSync('vitest', args, { stdio: 'inherit', env }).status ?? 1;
});
