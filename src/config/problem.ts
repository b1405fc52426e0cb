/** A mistake in a file, at its place. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  /** `rules[1].approval (rule "prod")`; empty for a problem of the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

/** `config/redis-resize.yaml:12:7  rules[1].aproval (rule "prod")  unknown key (did you mean "approval"?)` */
export function printProblem({ file, line, col, path, message, hint }: Problem): string {
  const parts = [`${file}:${line}:${col}`, path, hint === undefined ? message : `${message} (${hint})`];
  return parts.filter((part) => part !== '').join('  ');
}

export type Path = readonly (string | number)[];

/** A mistake before its place in the text is known. `at: 'key'`: the key itself is wrong, not its value. */
export interface Finding {
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

export function finding(path: Path, message: string, hint: { readonly hint?: string } = {}): Finding {
  return { path, at: 'value', message, ...hint };
}

export function wrongKey(path: Path, message: string, hint: { readonly hint?: string } = {}): Finding {
  return { path, at: 'key', message, ...hint };
}

export function didYouMean(meant: string | undefined): { readonly hint?: string } {
  return meant === undefined ? {} : { hint: `did you mean ${JSON.stringify(meant)}?` };
}

/** `rules[1].instances.tags["a b"]` */
export function printPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[\w-]+$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** Why a file cannot be read, by the code of Node.js (`ENOENT`). */
export function unreadable(file: string, error: unknown, hint: { readonly hint?: string } = {}): Problem {
  const code = codeOf(error);
  const message = code === 'ENOENT' ? 'does not exist' : `cannot be read: ${code}`;
  return { file, line: 1, col: 1, path: '', message, ...hint };
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
