/**
 * `npm run test:chaos -- [--seed S] [--minutes M] [--requests N] [--mode socket|http] [--on embedded|postgres]
 * [--only KIND]`: the seed is printed, and repeats the choices of a run. KIND is a part of the names of the troubles: `kill -9 at`
 * works through the points at which a process can be killed.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { withServer } from '../postgres/server.ts';

type Variables = Readonly<Record<string, string>>;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    minutes: { type: 'string', default: '10' },
    requests: { type: 'string', default: '1000' },
    mode: { type: 'string' },
    on: { type: 'string' },
    only: { type: 'string' },
  },
});
const { on = 'both', mode, only, ...numbers } = values;
const known = ['both', 'embedded', 'postgres'].includes(on) && [undefined, 'socket', 'http'].includes(mode);
if (!known || Object.values(numbers).some((value) => !/^\d+(\.\d+)?$/.test(value))) {
  console.error(
    'usage: npm run test:chaos -- [--seed NUMBER] [--minutes NUMBER] [--requests NUMBER] [--mode socket|http] [--on embedded|postgres] [--only KIND]',
  );
  process.exit(2);
}
const settings = Object.entries({ ...numbers, mode, only }).flatMap(([name, value]) =>
  value === undefined ? [] : [[`CHAOS_${name.toUpperCase()}`, value] as const],
);
console.log(`chaos with --seed ${values.seed}`);
const embedded = on === 'postgres' ? 0 : chaos({});
const server =
  on === 'embedded' ? 0 : await withServer((url, folder) => chaos({ TEST_DATABASE_URL: url, CHAOS_SERVER: folder }));
process.exitCode = embedded === 0 ? server : embedded;

function chaos(env: Variables): number {
  const all = { ...process.env, ...(Object.fromEntries(settings) as Variables), ...env };
  return (
    spawnSync('vitest', ['run', '--config', 'test/chaos/vitest.config.ts'], { stdio: 'inherit', env: all }).status ?? 1
  );
}
