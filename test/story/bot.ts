/** The bot in a process of its own, to be killed: as in life, but with the short pauses of the stories. */
import { startApp } from '../../src/app.ts';
import { readEnvironment } from '../../src/config/env.ts';
import { readPolicyFile } from '../../src/config/load.ts';
import { followPolicyFile } from '../../src/config/policy-source.ts';
import { secretsOf } from '../../src/config/setting.ts';
import { createLog } from '../../src/ops/log.ts';
import { FAST, FAST_RATES } from './timings.ts';

const read = readEnvironment(process.env, () => '');
if (read.kind === 'bad') throw new Error('bad environment');
const loaded = readPolicyFile(read.environment.configFile);
if (loaded.kind === 'bad') throw new Error('bad configuration');
const policy = followPolicyFile(read.environment.configFile, loaded.policy);
/** Of the call that orders, until it is given up. */
const orderMs = Number(process.env['ORDER_MS'] ?? 1000);
/** How far its clock is ahead. */
const aheadMs = Number(process.env['AHEAD_MS'] ?? 0);
const app = await startApp({
  environment: read.environment,
  policy,
  log: createLog('debug', secretsOf(read.environment)),
  clock: { now: () => new Date(Date.now() + aheadMs) },
  // The lease must be longer than the time-out of the call.
  timings: { ...FAST, lease: orderMs + 500 },
  slackRates: FAST_RATES,
  cloudTimeouts: { orderMs, maxPauseMs: 50 },
});
process.on('SIGTERM', () => void app.stop().then(() => process.exit()));
