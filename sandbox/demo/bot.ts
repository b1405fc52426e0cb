/**
 * The bot of the demo: everything is the real one, started as src/main.ts starts it, but for how often it looks at a
 * running change and a clock that can be moved. Whoever started this process says when it
 * ends, or takes it along when it dies.
 */
import { readFileSync } from 'node:fs';
import { startApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/config/env.ts';
import { printEnvironmentProblem } from '../../src/config/environment.ts';
import { printProblem, readPolicyFile } from '../../src/config/load.ts';
import { followPolicyFile } from '../../src/config/policy-source.ts';
import { secretsOf } from '../../src/config/secrets.ts';
import { createLog } from '../../src/ops/log.ts';
import { TIMINGS, type Timings } from '../../src/workflow/timings.ts';
import type { FromBot, ToBot } from './bot-process.ts';
import { bringForward } from './bring-forward.ts';

/** Changes of the local cloud take seconds, not minutes. */
const QUICK: Timings = { ...TIMINGS, watch: 500, watchSlow: 1000, startGrace: 2000 };

let ahead = 0;
let stop = (): Promise<void> => Promise.resolve();
let ending = false;

function end(): void {
  if (ending) return;
  ending = true;
  stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

// Ctrl-C in a terminal reaches every process there; the one that started us decides.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', end);
process.on('disconnect', end);

const read = readEnvironment(process.env, (path) => readFileSync(path, 'utf8'));
const loaded = readPolicyFile(process.env['CONFIG_FILE'] ?? '');
if (read.kind === 'bad') throw new Error(read.problems.map(printEnvironmentProblem).join('\n'));
if (loaded.kind === 'bad') throw new Error(loaded.problems.map(printProblem).join('\n'));

const { environment } = read;
const log = createLog(environment.logLevel, secretsOf(environment));
const policy = followPolicyFile(environment.configFile, loaded.policy);
policy.listen((reload) => {
  if (reload.kind === 'reloaded') log.info({ version: reload.version }, 'configuration reloaded');
  else log.error({ problems: reload.problems }, 'the changed configuration is wrong; the last good one stays in force');
});
const clock = { now: () => new Date(Date.now() + ahead) };
const app = await startApp({ environment, policy, log, clock, timings: QUICK });
stop = () => app.stop();
process.on('message', ({ forwardMs }: ToBot) => {
  ahead += forwardMs;
  bringForward(app.store.db, forwardMs).catch((error: unknown) => log.error({ error }, 'the clock is not moved'));
});
process.send?.({ port: app.port } satisfies FromBot);
