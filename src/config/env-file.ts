/** The `.env` file: variables for those who do not export them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { configFileOf } from './env.ts';
import { printProblem } from './problem.ts';
import { readText } from './text.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of the process, and those that a file adds. */
export interface Given {
  readonly variables: Variables;
  /** Where a variable of the file stands, as `config/.env:3:1`. */
  readonly places: ReadonlyMap<string, string>;
  /** What is wrong with the file, as lines to print. */
  readonly problems: readonly string[];
}

/**
 * The process's variables win over those of the file, of which an empty one counts as not set. `named`: the file, which
 * must exist; else the `.env` beside the configuration, where there is one.
 */
export function withEnvFile(env: Variables, named?: string): Given {
  const file = named ?? join(dirname(configFileOf(env)), '.env');
  if (named === undefined && !existsSync(file)) return { variables: env, places: new Map(), problems: [] };
  const read = readText(file);
  if (read.kind === 'bad') return { variables: env, places: new Map(), problems: [printProblem(read.problem)] };
  const { lines, problems } = scan(read.text);
  const given = (name: string) => (env[name]?.trim() ?? '') !== '';
  const added = Object.entries(parseEnv(read.text)).filter(
    ([name]) => !given(name) && !given(`${name}_FILE`) && !given(name.replace(/_FILE$/, '')),
  );
  return {
    variables: { ...env, ...Object.fromEntries(added) },
    places: new Map(added.map(([name]) => [name, `${file}:${lines.get(name) ?? 1}:1`])),
    problems: problems.map(({ line, path, message }) => printProblem({ file, line, col: 1, path, message })),
  };
}

interface Fault {
  readonly line: number;
  readonly path: string;
  readonly message: string;
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/;

/** The lines of the names. What is no assignment is a fault: the parser of Node.js makes it part of the next name. */
function scan(text: string): { readonly lines: ReadonlyMap<string, number>; readonly problems: readonly Fault[] } {
  const lines = new Map<string, number>();
  const problems: Fault[] = [];
  let open: string | undefined;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    // Within a quoted value of several lines.
    if (open !== undefined) {
      if (content.includes(open)) open = undefined;
      continue;
    }
    if (/^\s*(?:#.*)?$/.test(content)) continue;
    const [, name, value = ''] = ASSIGNMENT.exec(content) ?? [];
    if (name === undefined) problems.push({ line, path: '', message: 'is not NAME=value' });
    else {
      const earlier = lines.get(name);
      if (earlier !== undefined) problems.push({ line, path: name, message: `is set twice, also on line ${earlier}` });
      lines.set(name, line);
      const [quote] = /^["'`]/.exec(value) ?? [];
      if (quote !== undefined && !value.slice(1).includes(quote)) {
        if (
          text
            .split(/\r?\n/)
            .slice(line)
            .some((later) => later.includes(quote))
        )
          open = quote;
        else problems.push({ line, path: name, message: `has no closing ${quote}` });
      }
    }
  }
  return { lines, problems };
}
