/** The composition root of the command line. What a command needs is imported then, so that `check` starts fast. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import type { Patient, Probes } from './cli/doctor.ts';
import { EXIT, type Read } from './cli/exit.ts';
import type { ExplainSource, ReadOnlyBot } from './cli/explain.ts';
import { type Commands, createProgram } from './cli/program.ts';
import { reasonOf, tolerateClosedPipe } from './cli/words.ts';
import type { Environment } from './config/environment.ts';
import { silenceDebugging } from './ops/debugging.ts';
import type { Given } from './config/env-file.ts';
import { listenToSignals } from './ops/signals.ts';
import type { Policy } from './core/policy/policy-model.ts';
import type { Archive } from './store/archive.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What --env-file names. */
let envFile: string | undefined;

export const commands: Commands = {
  prepare: (named) => (envFile = named),
  start: async () => {
    listenToSignals();
    const variables = await surroundings();
    await (await import('./main.ts')).main(variables);
  },
  init: async (options) => {
    const [{ init }, { openTerminal }] = await Promise.all([import('./cli/init.ts'), import('./cli/terminal.ts')]);
    // Questions go where answers to programs do not.
    const terminal = openTerminal(process.stdin, options.json === true ? process.stderr : process.stdout);
    return init(options, terminal, await (await import('./cli-init.ts')).initPlace(await surroundings(), envFile));
  },
  check: async (named, configOnly, json) => {
    const { policyPath, readConfiguration, readVariables } = await setting();
    const variables = await surroundings();
    const file = policyPath(variables, named);
    const environment = configOnly ? undefined : readVariables(variables);
    return (await import('./cli/check.ts')).check({
      file,
      configuration: readConfiguration(file, named !== undefined),
      environment,
      json,
    });
  },
  doctor: async (options) => {
    const { environment, patient, probes } = await examination(process.env, envFile);
    await (await import('./cli-init.ts')).useProxy(environment);
    return (await import('./cli/doctor.ts')).doctor(options, patient, probes);
  },
  explain: async (options) => {
    const [{ explain }, source] = await Promise.all([import('./cli/explain.ts'), explainSource(await surroundings())]);
    return explain(options, source);
  },
  policyTest: async (file, options) => {
    const { policyPath, readCases, readConfiguration } = await setting();
    const read = readConfiguration(policyPath(await surroundings(), options.config), options.config !== undefined);
    const input = read.kind === 'bad' ? read : readCases(file, read.value.policy);
    return (await import('./cli/policy-test.ts')).policyTest(file, input, options);
  },
  listRequests: async (options) => (await import('./cli/requests.ts')).listRequests(await records(), options),
  showRequest: async (id, json) => (await import('./cli/requests.ts')).showRequest(await records(), id, json),
  redrawRequests: async (json) => (await import('./cli/requests.ts')).redrawRequests(await records(), json),
  report: async (month, options) => {
    const source = (await import('./cli-records.ts')).reportSource(await surroundings());
    return (await import('./cli/report.ts')).report(await source, month, options);
  },
  verifyAudit: async (options) => (await import('./cli/audit.ts')).verifyAudit(await records(), options),
  exportAudit: async (options) => (await import('./cli/audit.ts')).exportAudit(await records(), options),
  archiveAudit: async (options) => (await import('./cli/audit.ts')).archiveAudit(await records(), options),
  schema: async (options) => {
    const { schemaFiles } = await import('./config/schema-files.ts');
    return (await import('./cli/schema.ts')).schema(options, schemaFiles(), join(import.meta.dirname, '..'));
  },
};

async function records() {
  return (await import('./cli-records.ts')).recordsSource(await surroundings());
}

function setting() {
  return import('./config/setting.ts');
}

/** The variables of the process and of its .env file. Alibaba's own chain of credentials looks for them in the process. */
async function surroundings(env: Variables = process.env, named = envFile): Promise<Given> {
  const found = (await setting()).withEnvFile(env, named);
  for (const name of found.places.keys()) process.env[name] = found.variables[name];
  // The file may hold the switches of debugging as well.
  silenceDebugging(process.env);
  return found;
}

async function explainSource(variables: Given): Promise<Read<ExplainSource>> {
  const { policyPath, readConfiguration, readVariables, secretsOf } = await setting();
  const file = policyPath(variables);
  const [environment, configuration] = [readVariables(variables), readConfiguration(file)];
  if (environment.kind === 'bad' || configuration.kind === 'bad') {
    const problems = [environment, configuration].flatMap((read) => (read.kind === 'bad' ? read.problems : []));
    return { kind: 'bad', problems };
  }
  const open = () => openReadOnlyBot(environment.value, configuration.value.policy);
  return { kind: 'ok', value: { file, secrets: secretsOf(environment.value), open } };
}

async function openReadOnlyBot(environment: Environment, whole: Policy): Promise<ReadOnlyBot> {
  await (await import('./cli-init.ts')).useProxy(environment);
  const [{ createNotes }, { createCloud }, { guardedWhyOf }, { createClients }, { createIdentities }] =
    await Promise.all([
      import('./cli/notes.ts'),
      import('./alicloud/cloud.ts'),
      import('./workflow/desk/why.ts'),
      import('./slack/web/clients.ts'),
      import('./slack/web/identity.ts'),
    ]);
  const [{ createPeople }, { boltLogger }, { findUsers }, { findForOperator }] = await Promise.all([
    import('./slack/web/people.ts'),
    import('./slack/web/log.ts'),
    import('./slack/web/find-user.ts'),
    import('./workflow/desk/naming.ts'),
  ]);
  const { log, notes } = createNotes();
  const archive = await openSpending(environment, whole, (reason) =>
    log.warn({ reason }, 'the monthly limit could not be checked'),
  );
  const limitChecked = archive !== 'unreadable';
  const policy = limitChecked ? whole : { ...whole, limits: { ...whole.limits, monthlySpend: [] } };
  const clock = { now: () => new Date() };
  const { botToken, apiUrl } = environment.slack;
  const clients = createClients(botToken, apiUrl, boltLogger(log));
  const identities = createIdentities(clients);
  const { people } = createPeople({ clients, identities, policy: () => policy, now: clock.now, log });
  const cloud = createCloud({ accounts: () => policy.accounts, keys: () => environment.alibaba });
  const records = typeof archive === 'object' ? archive : NO_RECORDS;
  const world = { cloud, people, records, policy: () => policy, clock, log };
  return {
    why: guardedWhyOf(world),
    find: {
      users: async (name) => findUsers(clients, await identities.get(), policy.slack.teams ?? [], name),
      ...findForOperator(world),
    },
    policy,
    limitChecked,
    zoneOf: async (person) => {
      const standing = await people.standing(person, 'reading');
      return standing.kind === 'member' ? standing.zone : undefined;
    },
    teamId: async () => (await identities.get()).teamId,
    notes,
    close: () => records.close(),
  };
}

const NO_RECORDS: Pick<Archive, 'find' | 'spending' | 'lockOf' | 'freeze' | 'close'> = {
  ...{ find: () => Promise.resolve([]), spending: () => Promise.resolve([]) },
  lockOf: () => Promise.resolve(undefined),
  freeze: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
};

/** Requests are read only for the monthly limit; without one no database is needed, and no lock is seen. */
async function openSpending({ database }: Environment, { limits }: Policy, note: (reason: string) => void) {
  if (limits.monthlySpend.length === 0) return 'not_needed';
  try {
    return await (await import('./store/archive.ts')).openArchive(database);
  } catch (error) {
    // Before the first start nothing can have been spent.
    if (error instanceof Error && error.name === 'NoRecords') return 'not_needed';
    note(reasonOf(error));
    return 'unreadable';
  }
}

/** What `doctor` examines with these variables. */
export async function examination(
  env: Variables,
  named?: string,
): Promise<{ readonly environment: Environment; readonly patient: Patient; readonly probes: Probes }> {
  const { policyPath, readConfiguration, readSettings, secretsOf } = await setting();
  const variables = await surroundings(env, named);
  const file = policyPath(variables);
  const { environment, problems } = readSettings(variables);
  const { slack, alibaba, database } = environment;
  const { apiUrl, botToken, appToken, mode } = slack;
  const given = { botToken: botToken !== '', appToken: (appToken ?? '') !== '', accessKey: alibaba !== undefined };
  const slackDoctor = () => import('./slack/doctor/examine.ts');
  return {
    environment,
    patient: {
      environment: { problems, mode, given },
      file,
      configuration: readConfiguration(file),
      secrets: secretsOf(environment),
    },
    probes: {
      slackClock: async () => (await slackDoctor()).examineSlackClock(apiUrl),
      slack: async (policy, withAppToken) => {
        const scopes = (await import('./config/manifest.ts')).manifestScopes();
        const asked = { mode, botToken, appToken: withAppToken ? appToken : undefined, apiUrl, policy, scopes };
        return (await slackDoctor()).examineSlack(asked);
      },
      database: async () => (await import('./store/doctor.ts')).examineDatabase(database),
      bot: async () => (await import('./ops/running.ts')).examineBot(environment),
      account: async (account) => (await import('./alicloud/doctor.ts')).examineAccount(account, alibaba),
    },
  };
}

/** Never rejects; leaves the exit code in `process.exitCode`. `args` are those after the name of the program. */
export async function run(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  silenceDebugging(process.env);
  try {
    if (args[0] !== 'start') tolerateClosedPipe();
    await createProgram(commands).parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrong;
    else {
      console.error(`redis-resize: ${reasonOf(error)}`);
      process.exitCode = EXIT.cannot;
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
