/** Starts and stops the bot. Everything it needs is read here, once; everything it does is elsewhere. */
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { type App, startApp } from './app.ts';
import { followPolicyFile } from './config/policy-source.ts';
import { policyPath, readConfiguration, readVariables, secretsOf } from './config/setting.ts';
import { redactor } from './core/redact.ts';
import { createLog } from './ops/log.ts';
import { startFailure } from './ops/start-failure.ts';

/** Environment or configuration are invalid. */
const BAD_CONFIGURATION = 2;
const FAILED = 1;

/** Runs until a signal ends it. Reports the problems of environment and configuration together. */
export async function main(): Promise<void> {
  const read = readVariables(process.env);
  const loaded = readConfiguration(policyPath(process.env));
  if (read.kind === 'bad' || loaded.kind === 'bad') {
    console.error([read, loaded].flatMap((one) => (one.kind === 'bad' ? one.problems : [])).join('\n'));
    process.exitCode = BAD_CONFIGURATION;
    return;
  }

  const environment = read.value;
  const secrets = secretsOf(environment);
  const log = createLog(environment.logLevel, secrets);
  for (const warning of loaded.value.warnings) log.warn({ warning }, 'configuration warning');
  const policy = followPolicyFile(environment.configFile, loaded.value.policy);
  policy.listen((reload) => {
    if (reload.kind === 'reloaded') log.info({ version: reload.version }, 'configuration reloaded');
    else log.error({ problems: reload.problems }, 'configuration change rejected; still running the previous version');
  });
  process.on('SIGHUP', policy.reload);

  try {
    const app = await startApp({ environment, policy, log });
    stopOnSignal(app, () => policy.close());
    stopOnDefect(app, log);
  } catch (error) {
    policy.close();
    const failure = startFailure(error, environment);
    // On a terminal a person reads it, in a file a program.
    if (process.stdout.isTTY) console.error(redactor(secrets)(`Cannot start: ${failure.reason}.\n${failure.next}`));
    else log.error(failure, 'cannot start');
    process.exitCode = FAILED;
  }
}

function stopOnSignal(app: App, andThen: () => void): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second signal: stop right away.
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

/** An error that no caller caught (a library's reconnect, say): logged without its payload, then the bot stops. */
function stopOnDefect(app: App, log: Logger): void {
  for (const kind of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(kind, (error: unknown) => {
      const where = error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined;
      log.fatal(
        { kind, name: error instanceof Error ? error.name : typeof error, where },
        'unexpected error; stopping',
      );
      process.exitCode = FAILED;
      void app.stop().finally(() => process.exit(FAILED));
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
