/** Starts and stops the bot. Everything it needs is read here, once; everything it does is elsewhere. */
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { proxyCloud } from './alicloud/proxy.ts';
import { startApp } from './app.ts';
import { followPolicyFile } from './config/policy-source.ts';
import { type Given, policyPath, readConfiguration, readVariables, secretsOf, withEnvFile } from './config/setting.ts';
import { redactor } from './core/redact.ts';
import { createLog } from './ops/log.ts';
import { exitAfterStop, listenToSignals, stopWith } from './ops/signals.ts';
import { startFailure } from './ops/start-failure.ts';
import { proxySlack } from './slack/web/proxy.ts';
import { DirectoryLost } from './store/embedded/directory-lock.ts';

/** Environment or configuration are invalid. */
const BAD_CONFIGURATION = 2;
const FAILED = 1;

/** Runs until a signal ends it. Reports the problems of environment and configuration together. */
export async function main(given: Given): Promise<void> {
  const read = readVariables(given);
  const loaded = readConfiguration(policyPath(given));
  if (read.kind === 'bad' || loaded.kind === 'bad') {
    console.error([read, loaded].flatMap((one) => (one.kind === 'bad' ? one.problems : [])).join('\n'));
    process.exitCode = BAD_CONFIGURATION;
    return;
  }

  const environment = read.value;
  const secrets = secretsOf(environment);
  if (environment.proxy !== undefined) for (const use of [proxySlack, proxyCloud]) use(environment.proxy);
  const log = createLog(environment.logLevel, secrets);
  for (const warning of loaded.value.warnings) log.warn({ warning }, 'configuration warning');
  const policy = followPolicyFile(environment.configFile, loaded.value.policy);
  policy.listen((reload) => {
    if (reload.kind === 'reloaded') log.info({ version: reload.version }, 'configuration reloaded');
    else log.error({ problems: reload.problems }, 'configuration change rejected; still running the previous version');
  });
  process.on('SIGHUP', policy.reload);

  process.umask(0o077);
  const giveUp = new AbortController();
  const starting = startApp({ environment, policy, log, signal: giveUp.signal });
  stopWith(async () => {
    giveUp.abort();
    const app = await starting.catch(() => undefined);
    policy.close();
    await app?.stop();
  });
  stopOnDefect(log);
  try {
    await starting;
  } catch (error) {
    if (giveUp.signal.aborted) return;
    policy.close();
    const failure = startFailure(error, environment);
    // On a terminal a person reads it, in a file a program.
    if (process.stdout.isTTY) console.error(redactor(secrets)(`Cannot start: ${failure.reason}.\n${failure.next}`));
    else log.error(failure, 'cannot start');
    // What is half open must not keep the process.
    process.exit(FAILED);
  }
}

/** An error that no caller caught (a library's reconnect, say): logged without its payload, then the bot stops. */
function stopOnDefect(log: Logger): void {
  for (const kind of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(kind, (error: unknown) => {
      const where = error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined;
      log.fatal(
        { kind, name: error instanceof Error ? error.name : typeof error, where },
        'unexpected error; stopping',
      );
      // Its files may be another's by now: nothing more may be written to them.
      if (error instanceof DirectoryLost) process.exit(FAILED);
      exitAfterStop(FAILED);
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  listenToSignals();
  await main(withEnvFile(process.env));
}
