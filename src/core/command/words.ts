import { looksLikeClass } from '../instance/classes.ts';
import { readSizing, type Sizing } from '../instance/sizing.ts';
import type { RequestId } from '../request/request.ts';
import { type Month, readMonth } from '../value/month.ts';
import { plain } from './text.ts';

/** What a command is about, and what its words can stand for. */
export type Thing = 'instance' | 'class' | 'request' | 'month';

/** What a word of a command stands for. */
export type Meaning =
  | { readonly kind: 'instance'; readonly instanceId: string }
  /** An address of which only the list of instances tells whose it is. */
  | { readonly kind: 'instance'; readonly instanceName: string }
  | { readonly kind: 'class'; readonly targetClass: string }
  | { readonly kind: 'class'; readonly sizing: Sizing }
  /** A preset of the configuration. */
  | { readonly kind: 'class'; readonly preset: string }
  | { readonly kind: 'request'; readonly requestId: RequestId }
  | { readonly kind: 'month'; readonly month: Month }
  /** Punctuation: an arrow between two classes, a lone asterisk. */
  | { readonly kind: 'nothing' }
  /** Meant as such a thing, and misspelled. `word` is its plain form. */
  | { readonly kind: 'malformed'; readonly like: Thing; readonly word: string }
  /** Anything else: a name, a command. `word` is its plain form. */
  | { readonly kind: 'word'; readonly word: string };

const INSTANCE = /^r-[a-z0-9]{3,60}$/;
// People also paste the connection address, with what a client puts around it, and the address of the console's page.
const ADDRESS = /^(?:rediss?:\/\/(?:[^/]*@)?)?([a-z0-9-]+)(\.[a-z0-9.-]*aliyuncs\.com)(?::\d+)?(?:\/\d*)?$/;
// Those of the public network end in `pd`, as an id may do too.
const PRIVATE_HOST = /^(r-[a-z0-9]{3,60}?)(?<!pd)(?:-[a-z]+)?$/;
const CONSOLE = /^https?:.*[/=](r-[a-z0-9]{3,60})(?![a-z0-9.-])/;
const REGION = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

/** A region id in its one form, or undefined when the word cannot be one. Whether it exists is the cloud's to say. */
export function readRegion(text: string): string | undefined {
  const word = plain(text);
  return REGION.test(word) ? word : undefined;
}

/** A request id as typed: any letter case, and the look-alikes that Crockford's base 32 leaves out. */
export function readRequestId(text: string): RequestId | undefined {
  const digits = /^rr-([0-9a-z]{8})$/.exec(plain(text))?.[1]?.replaceAll('o', '0').replaceAll(/[il]/g, '1');
  return digits === undefined || digits.includes('u') ? undefined : `rr-${digits}`;
}

/** Reads one word by its shape alone, so that the order of words does not matter. */
export function meaningOf(text: string): Meaning {
  const word = plain(text);
  if (word !== '?' && !/[\p{L}\p{N}]/u.test(word)) return { kind: 'nothing' };
  const [, host, domain = ''] = ADDRESS.exec(word) ?? [];
  const instanceId = INSTANCE.test(word) ? word : (PRIVATE_HOST.exec(host ?? '') ?? CONSOLE.exec(word))?.[1];
  if (instanceId !== undefined) return { kind: 'instance', instanceId };
  if (host !== undefined) return { kind: 'instance', instanceName: host + domain };
  const requestId = readRequestId(word);
  if (requestId !== undefined) return { kind: 'request', requestId };
  const month = readMonth(word);
  if (month !== undefined) return { kind: 'month', month };
  if (looksLikeClass(word)) return { kind: 'class', targetClass: word };
  const sizing = readSizing(word);
  if (sizing !== undefined) return { kind: 'class', sizing };
  if (word.startsWith('rr-')) return { kind: 'malformed', like: 'request', word };
  if (/^r[-_]/.test(word)) return { kind: 'malformed', like: 'instance', word };
  if (/^[^/@]+\.[^/@]+$/.test(word)) return { kind: 'malformed', like: 'class', word };
  return { kind: 'word', word };
}
