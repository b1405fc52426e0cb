/** Why the database does not do what it should, in words, and whether waiting may help. */
export interface DatabaseTrouble {
  readonly words: string;
  /** It may be over in a minute, without anybody's doing. */
  readonly passing: boolean;
}

/** By SQLSTATE, or by the code of Node.js. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name cannot be looked up',
  ENOSPC: 'the disk is full',
  EACCES: 'access to its directory is refused',
  EROFS: 'its directory is on a read-only file system',
  EEXIST: 'its path is not a directory',
  ENOTDIR: 'its path is not a directory',
  '25006': 'it is read-only (a standby?)',
  '28000': 'the user is refused',
  '28P01': 'the password is refused',
  '3D000': 'there is no such database',
  '3F000': 'there is no such schema (DATABASE_SCHEMA)',
  '42501': 'the user lacks a right',
  '53100': 'the disk is full',
  '53300': 'it has too many connections',
  '57P03': 'it is starting or stopping',
};

/** Classes of SQLSTATE: connection, transaction, resources, operator, system. */
const PASSING = /^(08|25|40|53|55|57|58)/;

/** Of files: a person has to do something. */
const LASTING: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'EISDIR']);

/** ENOSPC as the file system of the embedded engine numbers it. */
const WASM_NO_SPACE = 51;

export function troubleOf(error: unknown): DatabaseTrouble {
  const code = codeOf(error);
  const known = WORDS[code];
  const said =
    error instanceof Error && error.message !== '' ? error.message : code || 'it fails for an unknown reason';
  const words = known === undefined ? said : `${known} (${code})`;
  // Without a SQLSTATE it is the connection that failed, unless the error is one of our own.
  const isState = /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E');
  return { words, passing: isState ? PASSING.test(code) : isOfTheConnection(error, code) };
}

function codeOf(error: unknown): string {
  const { code, errno, errors } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  if (typeof code === 'string') return code;
  if (Array.isArray(errors)) return codeOf(errors[0]);
  return errno === WASM_NO_SPACE ? 'ENOSPC' : '';
}

function isOfTheConnection(error: unknown, code: string): boolean {
  if (code !== '') return /^(E[A-Z]+|EAI_AGAIN)$/.test(code) && !LASTING.has(code);
  const message = error instanceof Error ? error.message : '';
  return /^(timeout exceeded when trying to connect|Connection terminated|the database does not answer)/.test(message);
}
