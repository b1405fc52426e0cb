/** Starts and stops the bot. Everything it needs is read here, once; everything it does is elsewhere. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { type App, startApp } from './app.ts';
import { configFileOf, printEnvironmentProblem, readEnvironment } from './config/env.ts';
import { printProblem, readPolicyFile } from './config/load.ts';
import { followPolicyFile } from './config/policy-source.ts';
import { secretsOf } from './config/secrets.ts';
import { createLog } from './ops/log.ts';

/** Environment or file are wrong. */
export const BAD_CONFIGURATION = 2;
const FAILED = 1;

/** Runs until a signal ends it. Problems of the environment and of the file are told together. */
export async function main(): Promise<void> {
  const read = readEnvironment(process.env, (path) => readFileSync(path, 'utf8'));
  const loaded = readPolicyFile(configFileOf(process.env));
  const problems = [
    ...(read.kind === 'bad' ? read.problems.map(printEnvironmentProblem) : []),
    ...(loaded.kind === 'bad' ? loaded.problems.map(printProblem) : []),
  ];
  if (read.kind === 'bad' || loaded.kind === 'bad') {
    console.error(problems.join('\n'));
    process.exitCode = BAD_CONFIGURATION;
    return;
  }

  const { environment } = read;
  const log = createLog(environment.logLevel, secretsOf(environment));
  for (const warning of loaded.warnings) log.warn({ warning: printProblem(warning) }, 'configuration');
  const policy = followPolicyFile(environment.configFile, loaded.policy);
  policy.listen((reload) => {
    if (reload.kind === 'reloaded') log.info({ version: reload.version }, 'configuration reloaded');
    else
      log.error({ problems: reload.problems }, 'the changed configuration is wrong; the last good one stays in force');
  });
  process.on('SIGHUP', policy.reload);

  try {
    const app = await startApp({ environment, policy, log });
    stopOnSignal(app, () => policy.close());
    stopOnDefect(app, log);
  } catch (error) {
    policy.close();
    log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'cannot start');
    process.exitCode = FAILED;
  }
}

function stopOnSignal(app: App, andThen: () => void): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal means: now.
      if (stopping) process.exit(FAILED);
      stopping = true;
      app
        .stop()
        .catch(() => (process.exitCode = FAILED))
        .finally(() => {
          andThen();
          process.exit();
        });
    });
  }
}

/** Something threw where nobody was listening (a library's reconnect, say): in the log without payload, then an end. */
function stopOnDefect(app: App, log: Logger): void {
  for (const kind of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(kind, (error: unknown) => {
      const where = error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined;
      log.fatal({ kind, name: error instanceof Error ? error.name : typeof error, where }, 'a defect; stopping');
      process.exitCode = FAILED;
      void app.stop().finally(() => process.exit(FAILED));
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
