/** What each term of a rule asks. Compiled once, a term answers many questions quickly. */
import { Big } from 'big.js';
import type { ChangeFlags } from '../value/change.ts';
import { printDuration } from '../value/duration.ts';
import { printSize } from '../value/size.ts';
import type { Amount, AskedChange, AskedInstance } from './asked.ts';
import { matcher } from './globs.ts';
import type { ChangeTerms, FlagTerms, InstanceTerms } from './policy-model.ts';
import type { FailedTerm, Term } from './verdict.ts';

/** `undecided`: what the term looks at is not known. */
export type Match = 'yes' | FailedTerm['because'];

/** One term of a rule. The text for people is built only where they read it. */
export interface Check<Asked> {
  readonly match: (asked: Asked) => Match;
  /** The term for people, where it does not match. */
  readonly failed: (asked: Asked) => FailedTerm;
}

/** Makes the check of each term that a rule may give, in the order in which people read them. */
export type Checks<Terms, Asked> = {
  readonly [Key in keyof Terms]-?: (wanted: NonNullable<Terms[Key]>) => Check<Asked>;
};

type Plain = string | boolean;

/** `read` gives what the term looks at, undefined where that is not known; `print` shows it to people. */
export function check<Asked, Value>(
  term: Term,
  wanted: readonly Plain[],
  read: (asked: Asked) => Value | undefined,
  fits: (value: Value) => boolean,
  print: (value: Value, asked: Asked) => string = String,
): Check<Asked> {
  return {
    match(asked) {
      const value = read(asked);
      return value === undefined ? 'undecided' : fits(value) ? 'yes' : 'no';
    },
    failed(asked) {
      const value = read(asked);
      return value === undefined
        ? { term, because: 'undecided', wanted: wanted.join(', '), found: '' }
        : { term, because: 'no', wanted: wanted.join(', '), found: print(value, asked) };
    },
  };
}

/** The channel of the command. */
export function whereCheck(channels: readonly string[]): Check<AskedChange> {
  return among('where', channels, ({ channelId }) => channelId);
}

/** Terms under `instances`. */
export const INSTANCE_CHECKS: Checks<InstanceTerms, AskedInstance> = {
  ids: (ids) => among('instances.ids', ids, ({ instance }) => instance.instanceId),
  names: (names) => check('instances.names', names, ({ name }) => name, matcher(names)),
  tags: tagCheck,
  regions: (regions) => among('instances.regions', regions, ({ instance }) => instance.region),
  accounts: (accounts) => among('instances.accounts', accounts, ({ instance }) => instance.account),
  architectures: (wanted) => among('instances.architectures', wanted, ({ architecture }) => architecture),
  classes: (classes) => check('instances.classes', classes, ({ currentClass }) => currentClass, matcher(classes)),
};

/** Terms under `change`. */
export const CHANGE_CHECKS: Checks<ChangeTerms, AskedChange> = {
  direction: (wanted) => among('change.direction', wanted, ({ direction }) => direction),
  minMemoryMb: (min) => memoryCheck('change.minMemory', min, (mb) => mb >= min),
  maxMemoryMb: (max) => memoryCheck('change.maxMemory', max, (mb) => mb <= max),
  maxStep: (max) =>
    check(
      'change.maxStep',
      [times(max)],
      ({ step }) => step,
      (step) => step <= max,
      times,
    ),
  maxShards: (max) =>
    check(
      'change.maxShards',
      [String(max)],
      ({ shards }) => shards,
      (shards) => shards <= max,
    ),
  classes: (classes) => check('change.classes', classes, ({ change }) => change.targetClass, matcher(classes)),
  maxPrice: (max) => moneyCheck('change.maxPrice', max, ({ price }) => price),
  maxMonthlyPrice: (max) => moneyCheck('change.maxMonthlyPrice', max, ({ monthly }) => monthly),
  temporary: (wanted) =>
    among('change.temporary', [LASTING[wanted]], ({ lastsMs }) => (lastsMs > 0 ? 'temporary' : 'permanent')),
  maxDurationMs: (max) =>
    check(
      'change.maxDuration',
      [printDuration(max)],
      ({ lastsMs }) => lastsMs,
      (ms) => ms <= max,
      printDuration,
    ),
};

const LASTING = { required: 'temporary', forbidden: 'permanent' } as const;

/** Flags are looked at as they would be ordered, with what the rule forces. */
export function flagChecks(force: Partial<ChangeFlags>): Checks<FlagTerms, AskedChange> {
  const ordered =
    <Flag extends keyof ChangeFlags>(flag: Flag) =>
    ({ change }: AskedChange): ChangeFlags[Flag] =>
      force[flag] ?? change[flag];
  return {
    autoPay: (wanted) => among('flags.autoPay', wanted, ordered('autoPay')),
    coupon: (wanted) =>
      check('flags.coupon', [wanted.includes(true) ? 'best' : 'none'], ordered('coupon'), (coupon) =>
        wanted.includes(coupon !== 'none'),
      ),
    effectiveTime: (wanted) => among('flags.effectiveTime', wanted, ordered('effectiveTime')),
    forceUpgrade: (wanted) => among('flags.forceUpgrade', wanted, ordered('forceUpgrade')),
  };
}

function among<Asked, Value extends Plain>(
  term: Term,
  wanted: readonly Value[],
  read: (asked: Asked) => Value | undefined,
): Check<Asked> {
  return check(term, wanted, read, (value) => wanted.includes(value));
}

function memoryCheck(term: Term, bound: number, fits: (mb: number) => boolean): Check<AskedChange> {
  return check(term, [printSize(bound)], ({ memoryMb }) => memoryMb, fits, printSize);
}

function times(factor: number): string {
  return `×${Math.ceil(factor * 100) / 100}`;
}

function moneyCheck(term: Term, max: string, read: (asked: AskedChange) => Amount | undefined): Check<AskedChange> {
  const [exactly, nearly] = [Big(max), Number(max)];
  // Rounding keeps the order, so only amounts that round to the same number need the slow comparison.
  const fits = ({ exact, near }: Amount): boolean => (near === nearly ? exact.lte(exactly) : near < nearly);
  return check(term, [max], read, fits, ({ shown }) => shown);
}

function tagCheck(tags: Readonly<Record<string, string>>): Check<AskedInstance> {
  const wanted = Object.entries(tags);
  const has = (found: Readonly<Record<string, string>>): boolean =>
    wanted.length > 0 && wanted.every(([key, value]) => own(found, key) === value);
  const print = (found: Readonly<Record<string, string>>): string =>
    wanted
      .filter(([key]) => own(found, key) !== undefined)
      .map(([key]) => `${key}=${own(found, key) ?? ''}`)
      .join(', ');
  const shown = wanted.map(([key, value]) => `${key}=${value}`);
  return check('instances.tags', shown, ({ instance }) => instance.tags, has, print);
}

// Own properties only: a tag named "constructor" is missing where none was set.
function own(tags: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}
