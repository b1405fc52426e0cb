import { invalidParameter, missingParameter } from './refusal.ts';

/** How one documented parameter is checked. `code` replaces the general code for a malformed value. */
export type Rule =
  | {
      readonly kind: 'text';
      readonly required?: boolean;
      readonly values?: readonly string[];
      readonly maxLength?: number;
      readonly ascii?: boolean;
      readonly code?: string;
    }
  | { readonly kind: 'integer'; readonly required?: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'flag' }
  /** yyyy-MM-ddTHH:mm:ssZ */
  | { readonly kind: 'time'; readonly required?: boolean; readonly code?: string };

export type Schema = Readonly<Record<string, Rule>>;
export type Params = Readonly<Record<string, string>>;

/** Parameters that every operation takes: the common ones, the legacy owner ones, and RegionId. */
const alwaysKnown = new Set([
  ...['Action', 'Version', 'Format', 'AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion'],
  ...['SignatureNonce', 'SignatureType', 'Timestamp', 'SecurityToken', 'RegionId'],
  ...['OwnerId', 'OwnerAccount', 'ResourceOwnerId', 'ResourceOwnerAccount'],
]);

/** Known but nothing to answer by: the gateway ignores unknown names silently, so the call log keeps them instead. */
export function unknownNames(params: Params, schema: Schema): string[] {
  return Object.keys(params).filter(
    (name) => !alwaysKnown.has(name) && !Object.hasOwn(schema, name.replace(/\.\d+(?=\.|$)/, '.N')),
  );
}

/** Refuses the first parameter that is missing or malformed, in the order of the schema. */
export function checkParams(params: Params, schema: Schema): void {
  for (const [name, rule] of Object.entries(schema)) {
    const value = params[name];
    if ('required' in rule && rule.required && (value === undefined || value === '')) {
      throw missingParameter(name);
    }
    if (value !== undefined && !fits(value, rule)) throw invalidParameter(name, 'code' in rule ? rule.code : undefined);
  }
}

function fits(value: string, rule: Rule): boolean {
  switch (rule.kind) {
    case 'text':
      if (rule.values !== undefined && !rule.values.includes(value)) return false;
      // eslint-disable-next-line no-control-regex -- ASCII is what the documentation asks for
      if (rule.ascii === true && !/^[\x00-\x7f]*$/.test(value)) return false;
      return rule.maxLength === undefined || value.length <= rule.maxLength;
    case 'integer': {
      if (!/^-?\d{1,15}$/.test(value)) return false;
      const number = Number(value);
      return number >= (rule.min ?? -Infinity) && number <= (rule.max ?? Infinity);
    }
    // "True" is in the documentation's text, "true" in its samples; only the latter is known to work.
    case 'flag':
      return value === 'true' || value === 'false';
    case 'time':
      return parseTime(value) !== undefined;
    default:
      return rule satisfies never;
  }
}

/** A parameter that was sent; an empty one counts as not sent. */
export function text(params: Params, name: string): string | undefined {
  const value = params[name];
  return value === '' ? undefined : value;
}

export function integer(params: Params, name: string): number | undefined {
  const value = text(params, name);
  return value === undefined ? undefined : Number(value);
}

export function flag(params: Params, name: string, fallback: boolean): boolean {
  const value = text(params, name);
  return value === undefined ? fallback : value === 'true';
}

export function parseTime(value: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(value)) return undefined;
  const at = Date.parse(value);
  // Date.parse lets the 30th of February through as the 2nd of March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== value.slice(0, 19) ? undefined : at;
}

export function time(params: Params, name: string): number | undefined {
  const value = text(params, name);
  return value === undefined ? undefined : parseTime(value);
}
