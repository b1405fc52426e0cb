/** The first configuration of a team: what `init` writes. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Start } from '../core/first.ts';
import { loadPolicy, printProblem } from './load.ts';

interface Files {
  readonly config: string;
  readonly variables: string;
  readonly manifest: string;
}

export function firstFiles(files: Files, start: Start) {
  const config = configOf(start, existsSync(join(dirname(files.config), 'redis-resize.schema.json')));
  const loaded = loadPolicy(config, files.config);
  return {
    texts: {
      [files.config]: config,
      [files.variables]: variablesOf(start),
      [files.manifest]: manifestOf(start),
    },
    problems: loaded.kind === 'bad' ? loaded.problems.map(printProblem) : [],
  };
}

function configOf({ regions, cards, requesters, approvers }: Start, withSchema: boolean): string {
  const head = withSchema ? '# yaml-language-server: $schema=./redis-resize.schema.json\n' : '';
  const document = {
    version: 1,
    ...(cards === '' ? {} : { slack: { cards } }),
    accounts: [{ name: 'main', regions }],
    groups: { requesters, approvers },
    rules: [
      {
        name: 'every change needs an approval',
        who: ['requesters', 'approvers'],
        instances: { names: ['*'] },
        approval: { from: ['approvers'], count: 1, expires: '24h', remind: '4h' },
      },
    ],
  };
  return `${head}# Every key with a comment: redis-resize.example.yaml\n${stringify(document)}`;
}

/** A secret that is not known yet is an empty line to fill in. */
function variablesOf({ mode, variables }: Start): string {
  const lines = [...variables].map(([name, value]) => `${name}=${value === '' ? '' : `'${value}'`}`);
  return [
    '# Secrets: keep this file to yourself. Variables of the process win.',
    `SLACK_MODE=${mode}`,
    ...lines,
    '',
  ].join('\n');
}

function manifestOf({ mode, url }: Start): string {
  const name = mode === 'socket' ? 'manifest.yml' : 'manifest.http.yml';
  const text = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
  return text.replaceAll('https://bot.example.com', url === '' ? 'https://bot.example.com' : url);
}
