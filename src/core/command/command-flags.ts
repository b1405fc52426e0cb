import type { ChangeFlags, EffectiveTime } from '../value/change.ts';
import { MAX_BUSINESS_INFO, readCoupon } from '../value/coupon.ts';
import { plain, type Word } from './command-text.ts';
import { readRegion } from './command-words.ts';
import { nearest } from '../value/nearest.ts';

/** The flags that were given, and only those. */
export type CommandFlags = Partial<ChangeFlags>;

/** Everything that flags can say, by the field they fill. */
export interface FlagValues extends CommandFlags {
  readonly region?: string;
  readonly businessInfo?: string;
  readonly reason?: string;
}

export type FlagCode = 'unknown_flag' | 'missing_value' | 'bad_value' | 'too_long' | 'repeated_flag';

export interface FlagProblem {
  readonly code: FlagCode;
  readonly found: string;
  readonly nearest?: string;
}

export interface ReadFlags {
  readonly values: FlagValues;
  /** Names of the flags in the order given, without dashes. */
  readonly given: readonly string[];
  /** Words that belong to no flag. */
  readonly rest: readonly Word[];
  readonly problems: readonly FlagProblem[];
}

type Field = keyof FlagValues;
interface Bad {
  readonly bad: 'bad_value' | 'too_long';
  readonly nearest?: string;
}

/** The first word of each value is the one that is suggested. */
const TIMES: Readonly<Record<string, EffectiveTime>> = {
  maintain: 'MaintainTime',
  maintaintime: 'MaintainTime',
  now: 'Immediately',
  immediately: 'Immediately',
};
const SWITCHES: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

/** A flag without a value is a switch; `on` is what it sets when it stands alone. */
type FlagSpec =
  | { readonly field: 'autoPay' | 'forceUpgrade'; readonly on: boolean }
  | { readonly field: Exclude<Field, 'autoPay' | 'forceUpgrade'>; readonly read: (value: string) => string | Bad };

const FLAGS: Readonly<Record<string, FlagSpec>> = {
  'auto-pay': { field: 'autoPay', on: true },
  'no-auto-pay': { field: 'autoPay', on: false },
  coupon: { field: 'coupon', read: (value) => readCoupon(value) ?? { bad: 'bad_value' } },
  at: { field: 'effectiveTime', read: (value) => choice(TIMES, value) },
  force: { field: 'forceUpgrade', on: true },
  'no-force': { field: 'forceUpgrade', on: false },
  'business-info': {
    field: 'businessInfo',
    read: (value) => (value.length <= MAX_BUSINESS_INFO ? value : { bad: 'too_long' }),
  },
  region: { field: 'region', read: (value) => readRegion(value) ?? { bad: 'bad_value' } },
  reason: { field: 'reason', read: (value) => value },
};

const FLAG_NAMES: readonly string[] = Object.keys(FLAGS);

/** Takes the flags and their values out of the words of a command. */
export function readFlags(words: readonly Word[]): ReadFlags {
  const values: Partial<Record<Field, FlagValues[Field]>> = {};
  const given: string[] = [];
  const rest: Word[] = [];
  const problems: FlagProblem[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word?.flag === undefined) {
      if (word !== undefined) rest.push(word);
      continue;
    }
    const spec = Object.hasOwn(FLAGS, word.flag) ? FLAGS[word.flag] : undefined;
    if (spec === undefined) {
      problems.push(problem('unknown_flag', `--${word.flag}`, dashed(nearest(word.flag, FLAG_NAMES))));
      continue;
    }
    given.push(word.flag);
    let value = word.value;
    if ('read' in spec && value === undefined) {
      const next = words[at + 1];
      if (next !== undefined && next.flag === undefined) {
        value = next.text;
        at += 1;
      }
    }
    if (Object.hasOwn(values, spec.field)) {
      problems.push(problem('repeated_flag', `--${word.flag}`));
      continue;
    }
    const read = answer(word.flag, spec, value);
    if ('bad' in read) problems.push(read.bad);
    else values[spec.field] = read.value;
  }
  return { values: values as FlagValues, given, rest, problems };
}

// A flag of its own kind of answer: the value, or why there is none.
type Answer = { readonly value: FlagValues[Field] } | { readonly bad: FlagProblem };

function answer(name: string, spec: FlagSpec, value: string | undefined): Answer {
  if ('on' in spec && value === undefined) return { value: spec.on };
  if (value === undefined || value === '') return { bad: problem('missing_value', `--${name}`) };
  const read = 'on' in spec ? readSwitch(spec.on, value) : spec.read(value);
  return typeof read === 'object' ? { bad: problem(read.bad, `--${name} ${value}`, read.nearest) } : { value: read };
}

function readSwitch(on: boolean, value: string): boolean | Bad {
  const said = choice(SWITCHES, value);
  return typeof said === 'boolean' ? said === on : said;
}

function choice<T extends string | boolean>(choices: Readonly<Record<string, T>>, value: string): T | Bad {
  const word = plain(value);
  if (Object.hasOwn(choices, word)) return choices[word] as T;
  const near = nearest(word, Object.keys(choices));
  if (near === undefined) return { bad: 'bad_value' };
  // Each value is suggested by its first word, whichever of its words was nearly typed.
  const [shown = near] = Object.keys(choices).filter((name) => choices[name] === choices[near]);
  return { bad: 'bad_value', nearest: shown };
}

function dashed(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `--${name}`;
}

function problem(code: FlagCode, found: string, near?: string): FlagProblem {
  return { code, found, ...(near === undefined ? {} : { nearest: near }) };
}
