/** Reading the arguments of a Web API call, sent as a form or as JSON. */
import type { Json } from './api.ts';
import { isObject, listOf, type JsonObject } from './json.ts';
import { Refusal, refusalWith } from './refusal.ts';

/** Arguments that are JSON inside a form. */
const JSON_ARGUMENTS: ReadonlySet<string> = new Set(['blocks', 'view', 'attachments', 'metadata']);

export function fromForm(body: string): JsonObject {
  return Object.fromEntries(new URLSearchParams(body));
}

/** Turns the JSON arguments into what they mean; a text that is not JSON stays, for the method to refuse. */
export function decoded(args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, decodedValue(key, value)]));
}

function decodedValue(key: string, value: Json | undefined): Json | undefined {
  if (!JSON_ARGUMENTS.has(key) || typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

export function optional(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string')
    throw refusalWith('invalid_arguments', [`[ERROR] must provide a string [json-pointer:/${name}]`]);
  return value;
}

export function needed(args: JsonObject, name: string): string {
  const value = optional(args, name);
  if (value === undefined) throw refusalWith('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
  return value;
}

export function flag(args: JsonObject, name: string): boolean {
  const value = args[name];
  return value === true || value === 'true' || value === '1' || value === 1;
}

function count(args: JsonObject, name: string): number | undefined {
  const value = args[name];
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new Refusal('invalid_limit');
  return number;
}

export function blocksArgument(args: JsonObject): readonly Json[] {
  const value = args['blocks'];
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) throw new Refusal('invalid_blocks_format');
  return listOf(value);
}

export function viewArgument(args: JsonObject): JsonObject {
  const value = args['view'];
  if (value === undefined) throw refusalWith('invalid_arguments', ['[ERROR] missing required field: view']);
  if (!isObject(value)) throw refusalWith('invalid_arguments', ['[ERROR] must provide an object [json-pointer:/view]']);
  return value;
}

const DEFAULT_PAGE = 100;
const MAX_PAGE = 1000;

/** One page of a list, with the cursor of the next. Cursors are opaque: base64, as Slack's are. */
export function page<T>(args: JsonObject, all: readonly T[]): { readonly items: readonly T[]; readonly next: string } {
  const limit = count(args, 'limit') ?? DEFAULT_PAGE;
  if (limit > MAX_PAGE) throw new Refusal('invalid_limit');
  const size = limit === 0 ? DEFAULT_PAGE : limit;
  const start = startOf(optional(args, 'cursor'), all.length);
  const end = start + size;
  const next = end < all.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: all.slice(start, end), next };
}

function startOf(cursor: string | undefined, length: number): number {
  if (cursor === undefined) return 0;
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString());
  const start = Number(match?.[1] ?? Number.NaN);
  if (!(start <= length)) throw new Refusal('invalid_cursor');
  return start;
}
