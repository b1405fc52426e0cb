/** Which class a person means by a size or a step: in the family, architecture and shard count of the class now. */
import { printSize } from '../value/size.ts';
import { describeClass, memoryAfter, shardsAfter } from './classes.ts';
import type { InstanceFacts } from './instance.ts';

/** `4GB`, or so many sizes up or down. */
export type Sizing =
  | { readonly kind: 'size'; readonly mb: number }
  /** Never 0. */
  | { readonly kind: 'step'; readonly by: number };

/** A class on offer. */
export interface Offered {
  readonly name: string;
  readonly capacityMb?: number | undefined;
}

/** What an instance is, as far as a class must be of the same kind. */
type SizedInstance = Pick<InstanceFacts, 'instanceClass' | 'realClass' | 'architecture' | 'capacityMb' | 'shards'>;

/** A class with the memory that the instance would have. */
export interface SizedClass {
  readonly name: string;
  readonly mb: number;
}

export type Sized =
  | { readonly kind: 'one'; readonly targetClass: string }
  /** Nobody but the person chooses between them. */
  | { readonly kind: 'several'; readonly classes: readonly SizedClass[] }
  /** The nearest ones on offer, by memory. */
  | { readonly kind: 'none'; readonly below: readonly SizedClass[]; readonly above: readonly SizedClass[] }
  /** It has that size. */
  | { readonly kind: 'same' }
  /** The memory it has now is not known. */
  | { readonly kind: 'unknown' };

/** Memory in MB as people type it: `4GB`, `4g`, `4Gi`, `4096mb`, `1.5 GiB`; undefined: it is none. */
export function readSize(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d{1,7}(?:\.\d{1,3})?) ?([mgt])i?b?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const mb = Number(digits) * { m: 1, g: 1_024, t: 1_048_576 }[unit.toLowerCase() as 'm' | 'g' | 't'];
  return mb > 0 && Number.isSafeInteger(mb) ? mb : undefined;
}

/**
 * `4096` as MB, where it can only be a size: whole GB, because no instance can have both 4096 MB and 4096 GB. Undefined:
 * any other text.
 */
export function readBareSize(text: string): Sizing | undefined {
  const mb = /^\d+$/.test(text) ? readSize(`${text}MB`) : undefined;
  return mb === undefined || mb % 1_024 !== 0 ? undefined : { kind: 'size', mb };
}

/** `+1`, `-2`, `up`, `down`; undefined: it is none. */
export function readStep(text: string): number | undefined {
  if (/^[+-][1-9]\d?$/.test(text)) return Number(text);
  return Object.hasOwn(STEPS, text) ? STEPS[text as keyof typeof STEPS] : undefined;
}

const STEPS = { up: 1, down: -1 } as const;

export function readSizing(text: string): Sizing | undefined {
  const [mb, by] = [readSize(text), readStep(text)];
  return mb !== undefined ? { kind: 'size', mb } : by === undefined ? undefined : { kind: 'step', by };
}

/** `readSizing` reads it back. */
export function printSizing(sizing: Sizing): string {
  if (sizing.kind === 'size') return printSize(sizing.mb);
  return `${sizing.by > 0 ? '+' : ''}${String(sizing.by)}`;
}

/** The class with that memory, or so many sizes away, among those on offer. */
export function sized(facts: InstanceFacts, offered: readonly Offered[], sizing: Sizing): Sized {
  const now = memoryAfter(facts, facts.realClass) ?? facts.capacityMb;
  if (now === undefined) return { kind: 'unknown' };
  if (sizing.kind === 'size' && sizing.mb === now) return { kind: 'same' };
  const classes = offered.flatMap((one) => alike(facts, one)).filter(({ mb }) => mb !== now);
  const sizes = [...new Set(classes.map(({ mb }) => mb))].sort((a, b) => a - b);
  const wanted = sizing.kind === 'size' ? sizing.mb : stepped(sizes, now, sizing.by);
  const found = classes.filter(({ mb }) => mb === wanted);
  const [only] = found;
  if (only !== undefined)
    return found.length > 1 ? { kind: 'several', classes: found } : { kind: 'one', targetClass: only.name };
  const of = (size: number | undefined) => classes.filter(({ mb }) => mb === size);
  // As far as it goes in the direction of a step that is too long.
  const [from, to] = sizing.kind === 'size' ? [sizing.mb, sizing.mb] : sizing.by > 0 ? [Infinity, Infinity] : [0, 0];
  return { kind: 'none', below: of(sizes.findLast((mb) => mb < from)), above: of(sizes.find((mb) => mb > to)) };
}

/** The memory after so many sizes up or down. */
function stepped(sizes: readonly number[], now: number, by: number): number | undefined {
  const ahead = by > 0 ? sizes.filter((mb) => mb > now) : sizes.filter((mb) => mb < now).reverse();
  return ahead[Math.abs(by) - 1];
}

/**
 * The class with the memory it would give the instance; nothing where it is of another family or architecture, has
 * another number of shards, or its memory is not known.
 */
export function alike(facts: SizedInstance, { name, capacityMb }: Offered): readonly SizedClass[] {
  const mb = memoryAfter(facts, name) ?? capacityMb;
  const same =
    familyOf(name) === familyOf(facts.realClass) &&
    shardsAfter(facts, name) === shardsAfter(facts, facts.realClass) &&
    hasArchitecture(name, facts.architecture);
  return same && mb !== undefined && name !== facts.realClass ? [{ name, mb }] : [];
}

const SIZE_WORD = /^(?:micro|small|mid|stand|x?large|\d+xlarge|\d+[gm])$/;

/** The name without what says the size; small ones of `redis.shard` have a `2` in it, and more proxies go with a size. */
function familyOf(name: string): string {
  const words = name.split('.').map((word) => (SIZE_WORD.test(word) ? '*' : word.replace(/^\d+proxy$/, '*proxy')));
  return words.filter((word) => word !== '2').join('.');
}

/** Architectures of a class are told where it is known: `standard|cluster-direct`. */
function hasArchitecture(name: string, architecture: string): boolean {
  const known = describeClass(name)?.architecture.split('|');
  return architecture === '' || known === undefined || known.some((one) => one.startsWith(architecture));
}
