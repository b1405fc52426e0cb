/** `npm run test:chaos -- [--seed S] [--minutes M] [--requests N]`: the seed is printed, and repeats the choices of a run. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { withServer } from '../postgres/server.ts';

type Variables = Readonly<Record<string, string>>;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    minutes: { type: 'string', default: '10' },
    requests: { type: 'string', default: '1000' },
  },
});
const settings = Object.entries(values).map(([name, value]) => [`CHAOS_${name.toUpperCase()}`, value]);
if (settings.some(([, value]) => !/^\d+(\.\d+)?$/.test(value ?? ''))) {
  console.error('usage: npm run test:chaos -- [--seed NUMBER] [--minutes NUMBER] [--requests NUMBER]');
  process.exit(2);
}
console.log(`chaos with --seed ${values.seed}`);
const embedded = chaos({});
const server = await withServer((url) => chaos({ TEST_DATABASE_URL: url }));
process.exitCode = embedded === 0 ? server : embedded;

function chaos(env: Variables): number {
  const all = { ...process.env, ...(Object.fromEntries(settings) as Variables), ...env };
  return (
    spawnSync('vitest', ['run', '--config', 'test/chaos/vitest.config.ts'], { stdio: 'inherit', env: all }).status ?? 1
  );
}
