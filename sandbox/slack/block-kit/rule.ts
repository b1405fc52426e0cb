/** The language in which the limits of Block Kit are written down: rules are data, walk.ts applies them. */
import type { JsonObject } from '../json.ts';

export type Surface = 'message' | 'modal' | 'home';
export type TextType = 'plain_text' | 'mrkdwn';
export type Table = 'blocks' | 'elements' | 'rich';

export type Rule =
  | { readonly kind: 'string'; readonly min: number; readonly max: number; readonly pattern?: RegExp }
  | { readonly kind: 'choice'; readonly of: readonly (string | number)[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly kind: 'text'; readonly types: readonly TextType[]; readonly max: number }
  | { readonly kind: 'list'; readonly of: Rule; readonly min: number; readonly max: number }
  | { readonly kind: 'object'; readonly shape: Shape }
  /** An object whose `type` names its shape in a table. */
  | { readonly kind: 'typed'; readonly table: Table; readonly types: readonly string[] };

export type Report = (reason: string, at?: string) => void;

export interface Shape {
  readonly required?: Readonly<Record<string, Rule>>;
  readonly optional?: Readonly<Record<string, Rule>>;
  /** At least one of these must be there. */
  readonly someOf?: readonly string[];
  /** Where it may stand; everywhere without. */
  readonly surfaces?: readonly Surface[];
  /** What no single field shows. `at` is a field of the value, as a pointer below it (`/initial_option`). */
  readonly also?: (value: JsonObject, report: Report) => void;
}

/** Slack's own wording for a limit is "must be less than 76 characters". An empty string is too short. */
export function string(max: number, min = 1): Rule {
  return { kind: 'string', min, max };
}

export function matching(pattern: RegExp, max = 3000): Rule {
  return { kind: 'string', min: 1, max, pattern };
}

export function choice(...of: readonly (string | number)[]): Rule {
  return { kind: 'choice', of };
}

export const flag: Rule = { kind: 'flag' };

export function whole(min: number, max: number): Rule {
  return { kind: 'number', min, max, whole: true };
}

export function plain(max: number): Rule {
  return { kind: 'text', types: ['plain_text'], max };
}

export function text(max: number): Rule {
  return { kind: 'text', types: ['plain_text', 'mrkdwn'], max };
}

export function list(of: Rule, max: number, min = 1): Rule {
  return { kind: 'list', of, min, max };
}

export function object(shape: Shape): Rule {
  return { kind: 'object', shape };
}

export function element(...types: readonly string[]): Rule {
  return { kind: 'typed', table: 'elements', types };
}

export function block(...types: readonly string[]): Rule {
  return { kind: 'typed', table: 'blocks', types };
}

export function rich(...types: readonly string[]): Rule {
  return { kind: 'typed', table: 'rich', types };
}
