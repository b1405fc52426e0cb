import { nearestClasses } from '../instance/classes.ts';
import type { Command, CommandProblem, Form } from './command.ts';
import { commandMeant, commandNamed, ELSEWHERE, FILLERS, GRAMMAR, type Place } from './grammar.ts';
import { type ReadFlags, readFlags } from './parse-flags.ts';
import { cut, MAX_COMMAND, type Word } from './text.ts';
import { meaningOf, readRegion, type Thing } from './words.ts';

/** Longest reason of a lock, in UTF-16 units; what is longer is cut. */
const MAX_LOCK_REASON = 300;
/** Words that are called wrong, at most: more is no mistake but another text. */
const MAX_WRONG = 10;

const NOT_A = { instance: 'not_an_instance', class: 'not_a_class', request: 'not_a_request_id' } as const;
const SIZE = /^\d+[gmt](?:i?b)?$/;
// `my-cache` has the shape of a region too, so a hint needs more than that.
const REGION_AREA = /^(?:ap|cn|eu|me|na|us)-/;

/** Reads a command. Never throws; everything that is wrong with it is named together. Nothing opens an empty form. */
export function parseCommand(text: string): Command {
  const { words, unclosed } = cut(text);
  const reading = freeText(words) ?? plainWords(words);
  const { form, problem } = reading;
  if (form === 'help') return { kind: 'help' };
  if (text.length > MAX_COMMAND) return invalid(form, [{ code: 'command_too_long', found: '', max: MAX_COMMAND }]);
  if (unclosed !== undefined) return invalid(form, [{ code: 'unclosed_quote', found: unclosed }]);
  return problem === undefined ? build(reading) : invalid(form, [problem]);
}

interface Reading {
  readonly form: Form;
  readonly flags: ReadFlags;
  /** Without flags and the name of the command. */
  readonly words: readonly Word[];
  /** Why the rest does not matter. */
  readonly problem?: CommandProblem | undefined;
}

/**
 * A command with free text, whose words then mean nothing but themselves: "why", "list" and "--force" are words of a
 * reason too. So its name has to come first, or right after the instance. Undefined: the command is another one.
 */
function freeText(words: readonly Word[]): Reading | undefined {
  const first = words.findIndex((word) => word.flag !== undefined || !saysNothing(word));
  const lead = words[first];
  const at = lead?.flag === undefined && meaningOf(lead?.text ?? '').kind === 'instance' ? first + 1 : first;
  const form = formNamed(words[at]);
  const own = form && GRAMMAR[form].rest && (GRAMMAR[form].flags as readonly string[]);
  if (form === undefined || own === undefined) return undefined;
  const rest = words.filter((_, index) => index >= first && index !== at);
  const [only] = rest.length === 1 ? rest : [];
  const asked = only !== undefined && (only.flag === 'h' || (!only.quoted && formNamed(only) === 'help'));
  const flags = readFlags(rest.map((word) => (own.includes(word.flag ?? '') ? word : { ...word, flag: undefined })));
  return { form: asked || rest.some(({ flag }) => flag === 'help') ? 'help' : form, flags, words: flags.rest };
}

function plainWords(all: readonly Word[]): Reading {
  const asksHelp = (flag: string | undefined): boolean => flag === 'help' || flag === 'h';
  const flags = readFlags(all.filter(({ flag }) => !asksHelp(flag)));
  const words = flags.rest.filter((word) => !saysNothing(word));
  const names = words.filter((word) => formNamed(word) !== undefined);
  const [name] = names;
  if (all.some(({ flag }) => asksHelp(flag)) || names.some((word) => formNamed(word) === 'help')) {
    return { form: 'help', flags, words };
  }
  const form = formNamed(name);
  if (form === undefined) return unnamed(flags, words);
  // Behind other words it is either not meant, or its free text cannot be told from them.
  const problem = GRAMMAR[form].rest === undefined ? undefined : ({ code: 'too_many', found: form } as const);
  return { form, flags, words: words.filter((word) => word !== name), problem };
}

function unnamed(flags: ReadFlags, words: readonly Word[]): Reading {
  const requests = words.map(({ text }) => meaningOf(text)).filter((meaning) => meaning.kind === 'request');
  const [id] = requests;
  for (const [index, { text }] of words.entries()) {
    const meaning = meaningOf(text);
    const other = meaning.kind === 'word' ? ELSEWHERE.find((row) => row.words.includes(meaning.word)) : undefined;
    if (other === undefined || (index > 0 && id === undefined)) continue;
    const { code, form } = other;
    return { form, flags, words, problem: { code, found: text, nearest: `${form} ${id?.requestId ?? '<id>'}` } };
  }
  // A request id alone can only be a question about that request.
  return { form: words.length === 1 && id !== undefined ? 'status' : 'request', flags, words };
}

function saysNothing({ text, flag }: Word): boolean {
  const meaning = meaningOf(text);
  return flag === undefined && (meaning.kind === 'nothing' || (meaning.kind === 'word' && FILLERS.has(meaning.word)));
}

function formNamed(word: Word | undefined): Form | undefined {
  const meaning = word?.flag === undefined ? meaningOf(word?.text ?? '') : undefined;
  return meaning?.kind === 'word' ? commandNamed(meaning.word) : undefined;
}

function build({ form, flags, words }: Reading): Command {
  const { rest, places, make } = GRAMMAR[form];
  const open = [...places];
  const things = {};
  // Each thing takes the first place that is made for it, wherever it stands.
  const others = words.filter(({ text }) => {
    const { kind, ...thing } = meaningOf(text);
    const at = open.findIndex(({ takes }) => (takes as readonly string[]).includes(kind));
    if (at < 0) return true;
    open.splice(at, 1);
    Object.assign(things, thing);
    return false;
  });
  const { region, businessInfo, reason: flagged, ...change } = flags.values;
  const reason = rest === undefined ? flagged : cutReason(flagged ?? others.map(({ text }) => text).join(' '));
  const wrong =
    rest === undefined
      ? others.slice(0, MAX_WRONG).map((word) => wordProblem(word, form, open))
      : freeTextProblems(others, flagged, open);
  const missing = [
    ...open.filter(({ required }) => required).map(({ takes: [thing] }) => thing),
    ...(rest !== undefined && reason === '' && !flags.given.some(({ name }) => name === rest) ? [rest] : []),
  ];
  const problems = [...flagProblems(form, flags), ...wrong];
  if (missing.length > 0) problems.push({ code: 'missing_argument', found: '', missing });
  const command = make({ ...things, region, businessInfo, reason, flags: change });
  return problems.length > 0 || command === undefined ? invalid(form, problems) : command;
}

function flagProblems(form: Form, { given, problems }: ReadFlags): readonly CommandProblem[] {
  const { flags, ignores = [] } = GRAMMAR[form];
  const strange = given.filter(({ name }) => name === undefined || ![...flags, ...ignores].includes(name));
  const unknown = strange.map(({ typed }): CommandProblem => ({ code: 'unknown_flag', found: `--${typed}` }));
  // A command without flags has none that could have been meant.
  if (flags.length === 0) return unknown;
  return [...problems, ...unknown.filter(({ found }) => !problems.some((one) => one.found === found))];
}

/** What is wrong with a word that has no place; the place that it was meant for counts as taken. */
function wordProblem({ text: found }: Word, form: Form, open: Place[]): CommandProblem {
  const { places, flags } = GRAMMAR[form];
  const meaning = meaningOf(found);
  if (meaning.kind === 'word') {
    const { word } = meaning;
    if (commandNamed(word) !== undefined) return { code: 'too_many', found };
    const near = commandMeant(word);
    if (near !== undefined) return { code: 'unknown_word', found, nearest: near };
    if (flags.includes('region') && REGION_AREA.test(word) && readRegion(word) !== undefined) {
      return { code: 'unknown_word', found, nearest: `--region ${word}` };
    }
    return { code: claim(open, SIZE.test(word) ? 'class' : undefined) ?? 'unknown_word', found };
  }
  if (meaning.kind === 'malformed') {
    const [near] = meaning.like === 'class' ? nearestClasses(meaning.word, 1) : [];
    const { like } = meaning;
    const placed = places.length === 1 || open.some(({ takes }) => takes.includes(like));
    return { code: (placed ? claim(open, like) : undefined) ?? NOT_A[like], found, nearest: near };
  }
  // An instance where only a request id belongs is not one too many, it is the wrong thing.
  return { code: (places.length === 1 ? claim(open) : undefined) ?? 'too_many', found };
}

/** Takes the open place for this thing, else the first, and returns what a word there is not; undefined: none is open. */
function claim(open: Place[], thing?: Thing): (typeof NOT_A)[Thing] | undefined {
  const at = open.findIndex(({ takes }) => takes.some((one) => one === thing));
  const [place] = open.splice(Math.max(at, 0), 1);
  return place && NOT_A[at < 0 ? (place.takes.at(-1) ?? place.takes[0]) : (thing ?? place.takes[0])];
}

/** Of a command with free text: the first word was meant to be the thing that is not there. */
function freeTextProblems(
  others: readonly Word[],
  flagged: string | undefined,
  open: Place[],
): readonly CommandProblem[] {
  const [other] = others;
  if (other === undefined) return [];
  const instead = claim(open);
  if (instead !== undefined) return [{ code: instead, found: other.text }];
  return flagged === undefined ? [] : [{ code: 'too_many', found: other.text }];
}

function invalid(form: Form, problems: readonly CommandProblem[]): Command {
  return { kind: 'invalid', form, problems };
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
