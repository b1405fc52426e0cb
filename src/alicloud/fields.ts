/**
 * Readers for one value of a parsed response. pop-core's JSON has objects without a prototype, integers of more than 15
 * digits as BigNumber objects, and fields that are a string in one API and a boolean or number in the next. Every reader
 * takes anything and answers undefined where the value is not what it reads; none throws.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** An object; an array or a BigNumber is none. */
export function fields(value: unknown): Fields | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isBigNumber(value)) return undefined;
  return value as Fields;
}

/** The value under a path of names. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    const parent = fields(found);
    if (parent === undefined || !Object.hasOwn(parent, name)) return undefined;
    found = parent[name];
  }
  return found;
}

export function list(value: unknown, ...path: readonly string[]): readonly unknown[] | undefined {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : undefined;
}

/**
 * Text that is not blank; a number in full decimal digits, because ids are numbers in some answers. Without what no
 * database takes: NUL, and halves of characters.
 */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed().trim() || undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return isBigNumber(value) ? value.toFixed() : undefined;
}

/** Its first `most` characters; none is cut in half. */
export function shortText(value: unknown, most: number): string | undefined {
  const whole = text(value);
  return whole === undefined || whole.length <= most ? whole : Array.from(whole).slice(0, most).join('');
}

/** A count or a size: a whole number from 0 up to 2^53. */
export function whole(value: unknown): number | undefined {
  const digits = text(value);
  const number = digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** As `whole`, where 0 is the API's way to say nothing. */
export function size(value: unknown): number | undefined {
  return whole(value) || undefined;
}

export function flag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** A time as text, ISO 8601. */
export function timeOf(value: unknown): string | undefined {
  const time = text(value);
  return time !== undefined && /^\d{4}-\d\d-\d\dT/.test(time) && !Number.isNaN(Date.parse(time)) ? time : undefined;
}

/** JSON inside a string. */
export function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** `yyyy-MM-ddTHH:mm:ssZ`, the only form of a time that these APIs take. `ms`: since 1970. */
export function utcSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** An amount of money as decimal digits, never a float. */
export function decimal(value: unknown): string | undefined {
  const digits = text(value);
  return digits !== undefined && /^-?\d{1,30}(?:\.\d{1,30})?$/.test(digits) ? digits : undefined;
}

interface BigNumberLike {
  toFixed(): string;
}

/** Nothing that JSON can say has a method, so this is json-bigint's own number. */
function isBigNumber(value: unknown): value is BigNumberLike {
  return typeof value === 'object' && value !== null && 'toFixed' in value && typeof value.toFixed === 'function';
}
