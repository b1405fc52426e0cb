import { looksLikeClass, nearestClasses } from '../instance/classes.ts';
import { plain } from './command-text.ts';
import { nearest } from '../value/nearest.ts';
import type { RequestId } from '../request/request.ts';

export const SUBCOMMANDS = ['status', 'list', 'history', 'withdraw', 'why', 'lock', 'unlock', 'locks', 'help'] as const;
export type Subcommand = (typeof SUBCOMMANDS)[number];

/** What a word of a command stands for. */
export type Meaning =
  | { readonly kind: 'subcommand'; readonly name: Subcommand }
  | { readonly kind: 'instance'; readonly instanceId: string }
  | { readonly kind: 'class'; readonly targetClass: string }
  | { readonly kind: 'request'; readonly requestId: RequestId }
  /** Punctuation: an arrow between two classes, a lone asterisk. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'strange'; readonly code: StrangeCode; readonly found: string; readonly nearest?: string };

export type StrangeCode = 'unknown_word' | 'not_an_instance' | 'not_a_class' | 'not_a_request_id';

const INSTANCE = /^r-[a-z0-9]{3,60}$/;
// People also paste the connection address, and the address of the console's page.
const CONNECTION = /^(r-[a-z0-9]{3,60})(?:-[a-z]+)?\.[a-z0-9.-]*aliyuncs\.com(?::\d+)?$/;
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
  if (word === '?') return { kind: 'subcommand', name: 'help' };
  if (!/[\p{L}\p{N}]/u.test(word)) return { kind: 'nothing' };
  const name = SUBCOMMANDS.find((subcommand) => subcommand === word);
  if (name !== undefined) return { kind: 'subcommand', name };
  const instanceId = INSTANCE.test(word) ? word : (CONNECTION.exec(word) ?? CONSOLE.exec(word))?.[1];
  if (instanceId !== undefined) return { kind: 'instance', instanceId };
  const requestId = readRequestId(word);
  if (requestId !== undefined) return { kind: 'request', requestId };
  if (looksLikeClass(word)) return { kind: 'class', targetClass: word };
  return strange(text, word);
}

function strange(found: string, word: string): Meaning {
  if (word.startsWith('rr-')) return { kind: 'strange', code: 'not_a_request_id', found };
  if (/^r[-_]/.test(word)) return { kind: 'strange', code: 'not_an_instance', found };
  if (/^[^/@]+\.[^/@]+$/.test(word)) return withNearest('not_a_class', found, nearestClasses(word, 1)[0]);
  const region = readRegion(word);
  return withNearest('unknown_word', found, nearest(word, SUBCOMMANDS) ?? (region && `--region ${region}`));
}

function withNearest(code: StrangeCode, found: string, near: string | undefined): Meaning {
  return { kind: 'strange', code, found, ...(near === undefined ? {} : { nearest: near }) };
}
