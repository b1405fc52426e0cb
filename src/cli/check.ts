/** `redis-resize check`: what `start` would refuse, without starting. */
import type { Environment } from '../config/env.ts';
import { printProblem } from '../config/load.ts';
import { EXIT } from './exit.ts';
import { type Configuration, policyPath, readConfiguration, readVariables } from './setting.ts';
import { counted } from './words.ts';

export function check(file: string | undefined, configOnly: boolean): number {
  const path = policyPath(file);
  const environment = configOnly ? undefined : readVariables();
  const configuration = readConfiguration(path);
  const problems = [environment, configuration].flatMap((read) => (read?.kind === 'bad' ? read.problems : []));
  for (const problem of problems) console.error(problem);
  const warnings = configuration.kind === 'ok' ? configuration.value.warnings : [];
  for (const warning of warnings) console.error(`${printProblem(warning)} (a warning)`);
  if (configuration.kind === 'bad' || environment?.kind === 'bad') return EXIT.wrong;

  const read = [`${path}: ${inventory(configuration.value)}`];
  if (environment !== undefined) read.push(`environment: ${surroundings(environment.value)}`);
  console.log(`${read.join('; ')}.`);
  return EXIT.ok;
}

function inventory({ policy }: Configuration): string {
  const { accounts, rules, denials, freezes } = policy;
  // A Slack id used in a rule is a group of one by its own name; those of the file are lower case.
  const groups = Object.keys(policy.groups).filter((name) => /^[a-z]/.test(name));
  return [
    counted(accounts.length, 'account'),
    counted(rules.length + denials.length, 'rule'),
    counted(groups.length, 'group'),
    ...(freezes.length === 0 ? [] : [counted(freezes.length, 'freeze')]),
  ].join(', ');
}

/** Where things are, never with what: no token and no URL of a database. */
function surroundings({ slack, database, alibaba }: Environment): string {
  return [
    slack.mode === 'socket' ? 'Socket Mode' : 'HTTP mode',
    database.kind === 'pglite' ? `embedded database in ${database.directory}` : 'PostgreSQL',
    alibaba === undefined ? 'credentials by the default chain' : 'access key given',
  ].join(', ');
}
