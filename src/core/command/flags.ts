import type { ChangeFlags, EffectiveTime } from '../value/change.ts';
import { MAX_BUSINESS_INFO, readCoupon } from '../value/coupon.ts';
import { nearest } from '../value/nearest.ts';
import { plain, quote } from './text.ts';
import { printTime, readTime, type TimeWord } from './time.ts';
import { readRegion } from './words.ts';

/** The flags that were given, and only those. */
export type CommandFlags = Partial<ChangeFlags>;

/** Everything that flags can set, by the field they fill. */
export interface FlagValues extends CommandFlags {
  readonly region?: string;
  readonly businessInfo?: string;
  readonly reason?: string;
  /** When the order is placed, at the earliest. */
  readonly start?: TimeWord;
  /** When the change is taken back. */
  readonly until?: TimeWord;
}

type Field = keyof FlagValues;
export type FlagValue = string | boolean | TimeWord;

interface FlagRow {
  readonly field: Field;
  /** Of a switch: what it sets when it stands alone. */
  readonly on?: boolean;
  /** Of any other flag: its value as usage lines show it. */
  readonly value?: string;
  /** The value in its one form; undefined: not a possible value. */
  readonly read: (text: string) => FlagValue | undefined;
  /** The words that `read` knows; of those that mean the same, the first is printed and suggested. */
  readonly choices?: Readonly<Record<string, FlagValue>>;
  /** Longest value, in UTF-16 units. */
  readonly max?: number;
  /** The value is a sentence, which people forget to put in quotes. */
  readonly sentence?: true;
  /** The value may be two words: `mon 09:00`. */
  readonly time?: true;
  /** What people write instead of its name; each is answered with the right one. */
  readonly meant?: readonly string[];
  /** Works, but is not in usage lines and help: it is the default. */
  readonly unlisted?: true;
}

/** The one list of flags, in the order of usage lines and help. A new one is a row here and its sentence in `help.flags`. */
export const FLAGS = {
  'no-auto-pay': pays(false),
  'auto-pay': { ...pays(true), unlisted: true },
  coupon: { field: 'coupon', value: 'none|best|<number>', read: readCoupon, meant: ['coupon-no', 'voucher'] },
  at: {
    ...oneOf<EffectiveTime>({
      now: 'Immediately',
      immediately: 'Immediately',
      maintain: 'MaintainTime',
      maintaintime: 'MaintainTime',
    }),
    field: 'effectiveTime',
    value: 'now|maintain',
    meant: ['when', 'time', 'schedule', 'effective-time'],
  },
  force: { ...forces(true), meant: ['force-upgrade'] },
  'no-force': { ...forces(false), unlisted: true },
  'business-info': {
    field: 'businessInfo',
    value: '<text>',
    read: (text) => text,
    max: MAX_BUSINESS_INFO,
    sentence: true,
  },
  region: { field: 'region', value: '<region>', read: readRegion },
  reason: {
    field: 'reason',
    value: '"…"',
    read: (text) => text,
    sentence: true,
    meant: ['because', 'why', 'comment', 'message', 'note'],
  },
  start: { ...time('start'), meant: ['start-at', 'begin', 'after', 'not-before'] },
  until: { ...time('until'), meant: ['for', 'till', 'end', 'duration', 'temporary', 'back'] },
} as const satisfies Readonly<Record<string, FlagRow>>;

export type FlagName = keyof typeof FLAGS;

export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[];

/** Flags that usage lines and help show. */
export const LISTED_FLAGS = FLAG_NAMES.filter(isListed);

type ListedFlag = { [N in FlagName]: (typeof FLAGS)[N] extends { readonly unlisted: true } ? never : N }[FlagName];

function isListed(name: FlagName): name is ListedFlag {
  return flagRow(name).unlisted !== true;
}

/** The row of a flag with everything that only some rows have. */
export function flagRow(name: FlagName): FlagRow {
  return FLAGS[name];
}

/** The flag of this name without dashes, or undefined. */
export function flagNamed(name: string): FlagName | undefined {
  return FLAG_NAMES.find((one) => one === name);
}

/** The flag that was most likely meant by a name that is none; undefined: there is no such guess. */
export function flagMeant(name: string): FlagName | undefined {
  const near = nearest(
    name,
    FLAG_NAMES.flatMap((one) => [one, ...(flagRow(one).meant ?? [])]),
  );
  return near === undefined ? undefined : FLAG_NAMES.find((one) => one === near || flagRow(one).meant?.includes(near));
}

/** `--at now|maintain`: a flag as usage lines and help show it. */
export function flagUsage(name: FlagName): string {
  const { value } = flagRow(name);
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

/** The flags that set these values, such that they are read back as the same. */
export function printFlags(values: { readonly [F in Field]?: FlagValues[F] | undefined }): readonly string[] {
  return FLAG_NAMES.flatMap((name) => {
    const { field, on, choices } = flagRow(name);
    const value = values[field];
    if (value === undefined) return [];
    if (on !== undefined) return value === on ? [`--${name}`] : [];
    if (typeof value === 'object') return [printFlag(name, printTime(value))];
    const word = choices === undefined ? value : Object.keys(choices).find((choice) => choices[choice] === value);
    return [printFlag(name, String(word))];
  });
}

/** `--reason "more memory"`: a flag with its value, in quotes where it needs them. */
export function printFlag(name: FlagName, value: string): string {
  return `--${name} ${/^[a-z0-9][a-z0-9_.:-]*$/i.test(value) ? value : quote(value)}`;
}

function pays(on: boolean) {
  return { field: 'autoPay', on, ...switched(on) } as const;
}

function forces(on: boolean) {
  return { field: 'forceUpgrade', on, ...switched(on) } as const;
}

function time<F extends 'start' | 'until'>(field: F) {
  return { field, value: '<time>', read: readTime, time: true } as const;
}

/** `--force=no` is the opposite of `--force`. */
function switched(on: boolean) {
  return oneOf({ true: on, yes: on, on, false: !on, no: !on, off: !on });
}

function oneOf<T extends FlagValue>(choices: Readonly<Record<string, T>>) {
  return { choices, read: (text: string) => (Object.hasOwn(choices, plain(text)) ? choices[plain(text)] : undefined) };
}
