/** Which instance a person means by what they typed. Where it could be two, nobody but the person chooses. */
import { distance } from 'fastest-levenshtein';
import { plain } from '../command/text.ts';
import type { InstanceRef, InstanceSummary } from './instance.ts';

/** A row of the list of all instances. */
export interface ListedInstance extends InstanceSummary {
  /** Host name of its private address; undefined: the cloud did not say. */
  readonly domain?: string | undefined;
}

export type Place = Pick<InstanceRef, 'account' | 'region'>;

/** All instances as far as they were read. */
export interface Fleet {
  readonly instances: readonly ListedInstance[];
  /** Places that could not be read, or not in full: what is there may be missing. */
  readonly unread: readonly Place[];
}

/** `unread`: places in which there may be more of that name. */
export type Naming<T> =
  | { readonly kind: 'one'; readonly instance: T }
  /** A single one where some place could not be read: the person says whether it is the one. */
  | { readonly kind: 'several'; readonly instances: readonly T[]; readonly unread: readonly Place[] }
  | { readonly kind: 'none'; readonly near: readonly T[]; readonly unread: readonly Place[] };

type Nameable = Pick<ListedInstance, 'instanceId' | 'name' | 'domain'>;

/** Instances that are named in place of one that is not there. */
const NEAR = 3;
/** Longer words are not typing errors of anything. */
const MAX_TYPED = 100;

/** An id or an exact name wins over a part of one; letter case does not count. */
export function named<T extends Nameable>(
  typed: string,
  among: readonly T[],
  unread: readonly Place[] = [],
): Naming<T> {
  const [found = []] = tiers(typed)
    .map((meant) => among.filter(meant))
    .filter((instances) => instances.length > 0);
  const [instance] = found;
  if (instance === undefined) return { kind: 'none', near: nearestNames(typed, among), unread };
  // An id is of one instance, wherever that is.
  const unique = found.length === 1 && (unread.length === 0 || plain(typed) === instance.instanceId);
  return unique ? { kind: 'one', instance } : { kind: 'several', instances: found, unread };
}

/**
 * The one instance that a message calls by its whole name; undefined: it names none or several, or there may be more of
 * that name (`unread`).
 */
export function namedInText<T extends Nameable>(
  text: string,
  among: readonly T[],
  unread: readonly Place[] = [],
): T | undefined {
  const words = folded(text);
  const found = among.filter(({ name }) => isWord(folded(name), words));
  return found.length === 1 && unread.length === 0 ? found[0] : undefined;
}

/** Shorter names are words of any sentence. */
const SHORTEST = 3;

/** Whether it stands there for itself, and is not a part of a longer name. */
function isWord(name: string, text: string): boolean {
  if (name.length < SHORTEST) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isPartOfName(text[at - 1]) && !isPartOfName(text[at + name.length])) return true;
  }
  return false;
}

function isPartOfName(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9_-]/.test(character);
}

/** What a client puts around an address: scheme and password before it, port and database after it. */
const CLIENT = /^rediss?:\/\/(?:[^/]*@)?|(?<=aliyuncs\.com)(?::\d+)?(?:\/\d*)?$/g;

/** Whether the text is in the id or the name, or the address, as a search looks for it. */
export function contains(typed: string): (instance: Nameable) => boolean {
  const part = plain(typed).replace(CLIENT, '');
  return (instance) =>
    instance.instanceId.includes(part) || plain(instance.name).includes(part) || hasAddress(instance, part);
}

/** From the surest meaning of the text to the widest: the first that an instance has counts. */
function tiers(typed: string): readonly ((instance: Nameable) => boolean)[] {
  const [whole, word] = [folded(typed), plain(typed)];
  if (word === '') return [];
  return [
    ({ instanceId }) => instanceId === word,
    (instance) => hasAddress(instance, word),
    ({ name }) => folded(name) === whole,
    ({ name }) => plain(name) === word,
    contains(word),
  ];
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/**
 * Private addresses begin with the id or with a name of one's own, public ones with the id and `pd`. Source:
 * docs/cloud.md#names-and-addresses.
 */
function hasAddress({ instanceId, domain }: Nameable, word: string): boolean {
  if (!word.endsWith('.aliyuncs.com')) return false;
  const [host = ''] = word.split('.');
  return word === domain?.toLowerCase() || [instanceId, `${instanceId}pd`].includes(host.replace(/-[a-z]+$/, ''));
}

/** The names that were most likely meant: at most two errors in five letters. */
function nearestNames<T extends Nameable>(typed: string, among: readonly T[]): readonly T[] {
  const word = plain(typed);
  if (word === '' || word.length > MAX_TYPED) return [];
  return among
    .map((instance) => ({ instance, far: distance(word, plain(instance.name)) }))
    .filter(({ far }) => far <= Math.max(1, Math.round(word.length * 0.4)))
    .sort((a, b) => a.far - b.far)
    .slice(0, NEAR)
    .map(({ instance }) => instance);
}
