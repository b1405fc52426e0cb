/** What a command is told by the environment and by the configuration file. */
import { readFileSync } from 'node:fs';
import {
  configFileOf,
  type Database,
  type Environment,
  printEnvironmentProblem,
  readEnvironment,
} from '../config/env.ts';
import { type Loaded, printProblem, readPolicyFile } from '../config/load.ts';

const readFile = (path: string): string => readFileSync(path, 'utf8');

type Read<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'bad'; readonly problems: readonly string[] };

export function readVariables(): Read<Environment> {
  const read = readEnvironment(process.env, readFile);
  return read.kind === 'ok'
    ? { kind: 'ok', value: read.environment }
    : { kind: 'bad', problems: read.problems.map(printEnvironmentProblem) };
}

/** The file that is named, else the one of CONFIG_FILE, else the usual one. */
export function policyPath(named?: string): string {
  return named ?? configFileOf(process.env);
}

export type Configuration = Extract<Loaded, { kind: 'ok' }>;

export function readConfiguration(path: string): Read<Configuration> {
  const loaded = readPolicyFile(path);
  return loaded.kind === 'ok'
    ? { kind: 'ok', value: loaded }
    : { kind: 'bad', problems: loaded.problems.map(printProblem) };
}

/** The audit log needs the database alone, so somebody without the bot's tokens can read it: stand-ins take their place. */
export function readDatabase(): Read<Database> {
  const { DATABASE_URL, DATABASE_URL_FILE } = process.env;
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-none', SLACK_SIGNING_SECRET: 'none' };
  const read = readEnvironment({ ...tokens, DATABASE_URL, DATABASE_URL_FILE }, readFile);
  return read.kind === 'ok'
    ? { kind: 'ok', value: read.environment.database }
    : { kind: 'bad', problems: read.problems.map(printEnvironmentProblem) };
}
