import { readFlags } from './command-flags.ts';
import { FORMS, type Command, type CommandProblem, type CommandProblemCode } from './command-forms.ts';
import type { Word } from './command-text.ts';
import { meaningOf } from './command-words.ts';

/** Longest reason of a lock, in UTF-16 units; what is longer is cut. */
export const MAX_LOCK_REASON = 300;

type Action = 'lock' | 'unlock';

/**
 * Reads `lock <instance> <reason>` and `unlock <instance>`. A reason may be in quotes, after `--reason` or just the rest
 * of the words, which then mean nothing but themselves: "why", "list" and "--force" are words of a reason too.
 * Undefined: the command is another one.
 */
export function readLock(words: readonly Word[]): Command | undefined {
  const meanings = words.map(({ text, flag }) => (flag === undefined ? meaningOf(text) : undefined));
  const first = meanings.findIndex((meaning) => meaning?.kind !== 'nothing');
  // `r-bp1… lock for the sale` is as clear as the other order.
  const at = meanings[first]?.kind === 'instance' ? first + 1 : first;
  const named = meanings[at];
  if (named?.kind !== 'subcommand' || (named.name !== 'lock' && named.name !== 'unlock')) return undefined;
  const rest = words.filter((_, index) => index !== at);
  const [only] = rest;
  const asksHelp = rest.length === 1 && only !== undefined && !only.quoted && /^(?:help|\?)$/i.test(only.text);
  if (asksHelp || rest.some(({ flag }) => flag === 'help')) return { kind: 'help' };
  return named.name === 'lock' ? readLocking(rest) : readUnlocking(rest);
}

function readLocking(words: readonly Word[]): Command {
  const { instance, region, reason: flagged, others, problems } = argumentsOf('lock', words);
  const typed = others.map(({ text }) => text).join(' ');
  const said = cutReason(flagged ?? typed);
  const add = (code: CommandProblemCode, found: string): unknown => problems.push({ code, found, form: FORMS.lock });
  const [other] = others;
  if (flagged !== undefined && other !== undefined) add('too_many', other.text);
  // The first word was meant to be the instance, or the reason is missing as well.
  if (instance === undefined) add(other === undefined ? 'missing_argument' : 'not_an_instance', other?.text ?? '');
  else if (said === '') add('missing_reason', '');
  if (problems.length > 0 || instance === undefined) return { kind: 'invalid', problems };
  return { kind: 'lock', instanceId: instance, ...region, reason: said };
}

function readUnlocking(words: readonly Word[]): Command {
  const { instance, region, others, problems } = argumentsOf('unlock', words);
  const [other] = others;
  const add = (code: CommandProblemCode, found: string): unknown => problems.push({ code, found, form: FORMS.unlock });
  if (other !== undefined) add(instance === undefined ? 'not_an_instance' : 'too_many', other.text);
  else if (instance === undefined) add('missing_argument', '');
  if (problems.length > 0 || instance === undefined) return { kind: 'invalid', problems };
  return { kind: 'unlock', instanceId: instance, ...region };
}

/** Only the flags of this action are flags; everything like one is a word. */
function argumentsOf(action: Action, words: readonly Word[]) {
  const own: readonly string[] = action === 'lock' ? ['region', 'reason'] : ['region'];
  const read = readFlags(
    words.map((word) => (word.flag === undefined || own.includes(word.flag) ? word : { ...word, flag: undefined })),
  );
  const meanings = read.rest.map((word) => ({ word, meaning: meaningOf(word.text) }));
  const found = meanings.find(({ meaning }) => meaning.kind === 'instance');
  const instance = found?.meaning.kind === 'instance' ? found.meaning.instanceId : undefined;
  const { region, reason } = read.values;
  return {
    instance,
    region: region === undefined ? {} : { region },
    reason,
    others: meanings.filter((one) => one !== found).map(({ word }) => word),
    problems: read.problems.map((problem): CommandProblem => ({ ...problem, form: FORMS[action] })),
  };
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function cutReason(text: string): string {
  // Nothing to see is no reason.
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return '';
  let kept = '';
  for (const { segment } of graphemes.segment(text.trim())) {
    if (kept.length + segment.length > MAX_LOCK_REASON) break;
    kept += segment;
  }
  return kept.trim();
}
