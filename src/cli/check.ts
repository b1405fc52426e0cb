/** `redis-resize check`: what `start` would refuse, without starting. */
import type { Policy } from '../core/policy/policy-model.ts';
import { EXIT, type Read } from './exit.ts';
import { counted } from './words.ts';

/** The part of the environment that is summarized: where things are, never with what. */
interface Surroundings {
  readonly slack: { readonly mode: 'socket' | 'http' };
  readonly database:
    { readonly kind: 'pglite'; readonly directory: string } | { readonly kind: 'postgres'; readonly url: string };
  readonly alibaba: object | undefined;
}

export interface CheckInput {
  readonly file: string;
  readonly configuration: Read<{ readonly policy: Policy; readonly warnings: readonly string[] }>;
  /** Undefined: only the file is checked. */
  readonly environment: Read<Surroundings> | undefined;
  readonly json?: boolean;
}

export function check({ file, configuration, environment, json = false }: CheckInput): number {
  const problems = [environment, configuration].flatMap((read) => (read?.kind === 'bad' ? read.problems : []));
  if (json) {
    const warnings = configuration.kind === 'ok' ? configuration.value.warnings : [];
    console.log(JSON.stringify({ file, valid: problems.length === 0, problems, warnings }, null, 2));
    return problems.length === 0 ? EXIT.ok : EXIT.wrong;
  }
  if (configuration.kind === 'ok') problems.push(...configuration.value.warnings.map((text) => `${text} (warning)`));
  if (problems.length > 0) console.error(problems.join('\n'));
  if (configuration.kind === 'bad' || environment?.kind === 'bad') return EXIT.wrong;
  console.log(`✓ ${file} is valid: ${inventory(configuration.value.policy)}`);
  if (environment !== undefined) console.log(`✓ Environment is valid: ${surroundings(environment.value)}`);
  return EXIT.ok;
}

function inventory({ accounts, rules, denials, freezes, groups: all }: Policy): string {
  // A Slack id used in a rule is a group of one by its own name; those of the file are lower case.
  const groups = Object.keys(all).filter((name) => /^[a-z]/.test(name));
  return [
    counted(accounts.length, 'account'),
    counted(rules.length + denials.length, 'rule'),
    counted(groups.length, 'group'),
    ...(freezes.length === 0 ? [] : [counted(freezes.length, 'freeze')]),
  ].join(', ');
}

function surroundings({ slack, database, alibaba }: Surroundings): string {
  return [
    slack.mode === 'socket' ? 'Socket Mode' : 'HTTP mode',
    database.kind === 'pglite' ? `embedded database in ${database.directory}` : 'PostgreSQL',
    alibaba === undefined ? 'default credential chain' : 'access key set',
  ].join(', ');
}
