import { nearestClasses } from '../instance/classes.ts';
import { nearest } from '../value/nearest.ts';
import type { Command, CommandProblem, Form } from './command.ts';
import { commandMeant, commandNamed, ELSEWHERE, GRAMMAR, type Place } from './grammar.ts';
import { type ReadFlags, readFlags } from './parse-flags.ts';
import { cut, cutReason, MAX_COMMAND, plain } from './text.ts';
import { apart, asSpoken } from './spoken.ts';
import { joinSizes, type Token, tokensOf } from './tokens.ts';
import { readRegion, type Thing } from './words.ts';

/** Words that are called wrong, at most: more is no mistake but another text. */
const MAX_WRONG = 10;

const NOT_A = {
  instance: 'not_an_instance',
  class: 'not_a_class',
  request: 'not_a_request_id',
  month: 'not_a_month',
} as const;
// `my-cache` has the shape of a region too, so a hint needs more than that.
const REGION_AREA = /^(?:ap|cn|eu|me|na|us)-/;

/**
 * Reads a command. Never throws; everything that is wrong with it is named together. Nothing opens an empty form.
 * `presets`: names of those of the configuration.
 */
export function parseCommand(text: string, presets: readonly string[] = []): Command {
  const { words, unclosed } = cut(text);
  const { form, problem, flags, rest } =
    freeText(tokensOf(words, presets)) ?? plainText(tokensOf(joinSizes(words), presets), presets);
  if (form === 'help') return { kind: 'help' };
  if (text.length > MAX_COMMAND) return invalid(form, [{ code: 'command_too_long', found: '', max: MAX_COMMAND }]);
  if (unclosed !== undefined) return invalid(form, [{ code: 'unclosed_quote', found: unclosed }]);
  return problem === undefined ? build(form, flags, rest, presets) : invalid(form, [problem]);
}

interface Reading {
  readonly form: Form;
  readonly flags: ReadFlags;
  /** Without flags and the name of the command. */
  readonly rest: readonly Token[];
  /** Why the rest does not matter. */
  readonly problem?: CommandProblem | undefined;
}

/**
 * A command with free text, whose words then mean nothing but themselves: "why", "list" and "--force" are words of a
 * reason too. So its name has to come first, or right after the instance. Undefined: the command is another one.
 */
function freeText(all: readonly Token[]): Reading | undefined {
  const words = all.slice(all.findIndex(({ meaning }) => meaning.kind !== 'nothing'));
  const at = words[0]?.meaning.kind === 'instance' ? 1 : 0;
  const form = formOf(words[at]);
  if (form === undefined || GRAMMAR[form].rest === undefined) return undefined;
  const others = words.filter((_, index) => index !== at);
  const [only] = others.length === 1 ? others : [];
  const asked = only !== undefined && !only.quoted && (only.flag === 'h' || formOf(only) === 'help');
  const own: readonly (string | undefined)[] = GRAMMAR[form].flags;
  const flags = readFlags(others.map((word) => (own.includes(word.flag) ? word : { ...word, flag: undefined })));
  return { form: asked || others.some(({ flag }) => flag === 'help') ? 'help' : form, flags, rest: flags.rest };
}

function plainText(all: readonly Token[], presets: readonly string[]): Reading {
  const words = all.filter(({ flag }) => flag !== 'help' && flag !== 'h');
  const flags = readFlags(words);
  const typed = apart(flags.rest, presets);
  const rest = typed.filter(({ meaning }) => meaning.kind !== 'nothing');
  const names = rest.filter((word) => formOf(word) !== undefined);
  const [name] = names;
  const asksHelp = words.length < all.length || names.some((word) => formOf(word) === 'help');
  const form = asksHelp ? 'help' : formOf(name);
  if (form === undefined) return asSpoken(unnamed(flags, rest), typed, presets);
  // Behind other words it is either not meant, or its free text cannot be told from them.
  const problem = GRAMMAR[form].rest === undefined ? undefined : ({ code: 'too_many', found: form } as const);
  return asSpoken({ form, flags, rest: rest.filter((word) => word !== name), problem }, typed, presets);
}

/** Without a command's name it is a request, unless it says something else. */
function unnamed(flags: ReadFlags, rest: readonly Token[]): Reading {
  const id = rest.map(({ meaning }) => meaning).find((meaning) => meaning.kind === 'request');
  for (const { text, meaning } of id === undefined ? rest.slice(0, 1) : rest) {
    const other = meaning.kind === 'word' ? ELSEWHERE.find(({ words }) => words.includes(meaning.word)) : undefined;
    if (other === undefined) continue;
    const { code, form } = other;
    const nearest = form === 'request' ? {} : { nearest: `${form} ${id?.requestId ?? '<id>'}` };
    return { form, flags, rest, problem: { code, found: text, ...nearest } };
  }
  const misspelled = id === undefined ? undefined : rest.find(({ meaning }) => takesRequest(meaning));
  if (id !== undefined && misspelled !== undefined) {
    const { text: found } = misspelled;
    const nearest = `${commandMeant(plain(found)) ?? ''} ${id.requestId}`;
    return { form: 'request', flags, rest, problem: { code: 'unknown_word', found, nearest } };
  }
  // A request id alone can only be a question about that request.
  return { form: id !== undefined && rest.length === 1 ? 'status' : 'request', flags, rest };
}

/** Whether the command that was most likely meant takes the id of a request. */
function takesRequest(meaning: Token['meaning']): boolean {
  const form = meaning.kind === 'word' ? commandNamed(commandMeant(meaning.word) ?? '') : undefined;
  return form !== undefined && GRAMMAR[form].places.some(({ takes }) => takes.some((one) => one === 'request'));
}

function formOf(word: Token | undefined): Form | undefined {
  return word?.meaning.kind === 'command' ? word.meaning.form : undefined;
}

function build(form: Form, flags: ReadFlags, words: readonly Token[], presets: readonly string[]): Command {
  const { rest, places, make } = GRAMMAR[form];
  const open = [...places];
  const things = {};
  // Each thing takes the first place that is made for it, wherever it stands.
  const loose = words.filter(({ meaning: { kind, ...thing } }) => {
    const at = open.findIndex(({ takes }) => takes.some((one) => one === kind));
    if (at < 0) return true;
    open.splice(at, 1);
    Object.assign(things, thing);
    return false;
  });
  const name = nameAmong(loose, open, rest !== undefined);
  if (name !== undefined) Object.assign(things, { instanceName: name.text.trim() });
  const from = rest === undefined || name === undefined ? 0 : loose.indexOf(name);
  const others = loose.slice(from).filter((word) => word !== name);
  const { region, businessInfo, reason: flagged, start, until, ...change } = flags.values;
  const reason = rest === undefined ? flagged : cutReason(flagged ?? others.map(({ text }) => text).join(' '));
  const problems = [
    ...flagProblems(form, flags),
    ...(rest === undefined
      ? others.slice(0, MAX_WRONG).map((word) => wordProblem(word, form, open, presets))
      : freeTextProblems(others, flagged, open)),
  ];
  const missing = [
    ...open.filter(({ required }) => required).map(({ takes: [thing] }) => thing),
    ...(rest !== undefined && reason === '' && !flags.given.some(({ name }) => name === rest) ? [rest] : []),
  ];
  if (missing.length > 0) problems.push({ code: 'missing_argument', found: '', missing });
  const command = make({ ...things, region, businessInfo, reason, start, until, flags: change });
  return problems.length > 0 || command === undefined ? invalid(form, problems) : command;
}

/**
 * The word that names the instance, where none is told by its shape; it takes the place. A single word is a name even if
 * it is much like a command: whether there is such an instance is found out later.
 */
function nameAmong(words: readonly Token[], open: Place[], first: boolean): Token | undefined {
  const place = open.findIndex(({ takes }) => takes.includes('instance'));
  const classWanted = open.some(({ takes }) => takes.includes('class'));
  const names = words.filter(({ meaning }) => meaning.kind !== 'nothing');
  const fits = names.filter((word) => isName(word, classWanted));
  const [only] = fits.length === 1 || first ? fits : [];
  const name = only ?? fits.find(({ quoted, text }) => quoted || !isNearOther(plain(text)));
  if (place < 0 || name === undefined || (first && name !== names[0])) return undefined;
  open.splice(place, 1);
  return name;
}

function isName({ meaning }: Token, classWanted: boolean): boolean {
  if (meaning.kind !== 'malformed') return meaning.kind === 'word';
  const { like, word } = meaning;
  return like === 'instance' || (like === 'class' && (!classWanted || nearestClasses(word, 1).length === 0));
}

function isNearOther(word: string): boolean {
  return commandMeant(word) !== undefined || isRegion(word);
}

function flagProblems(form: Form, { given, problems }: ReadFlags): readonly CommandProblem[] {
  const { flags, ignores = [] } = GRAMMAR[form];
  // A command without flags has none that could have been meant.
  const none = flags.length === 0;
  const strange = given.filter(({ name }) => none || (name !== undefined && ![...flags, ...ignores].includes(name)));
  const unknown = strange.map(({ typed }) => ({ code: 'unknown_flag', found: `--${typed}` }) as const);
  return none ? unknown : [...problems, ...unknown];
}

/** What is wrong with a word that has no place; the place that it was meant for counts as taken. */
function wordProblem(
  { text: found, meaning }: Token,
  form: Form,
  open: Place[],
  presets: readonly string[],
): CommandProblem {
  const { places, flags } = GRAMMAR[form];
  switch (meaning.kind) {
    case 'word': {
      const { word } = meaning;
      const near = commandMeant(word) ?? (flags.includes('region') && isRegion(word) ? `--region ${word}` : undefined);
      if (near !== undefined) return { code: 'unknown_word', found, nearest: near };
      const size =
        open[0]?.takes.includes('class') === true && /^\d+$/.test(word)
          ? `${word}${word.length > 3 ? 'MB' : 'GB'}`
          : undefined;
      return { code: claim(open) ?? 'unknown_word', found, nearest: size ?? nearest(word, presets) };
    }
    case 'malformed': {
      const { like, word } = meaning;
      const [near] = like === 'class' ? nearestClasses(word, 1) : [];
      const meant = places.length === 1 || open.some(({ takes }) => takes.includes(like));
      return { code: (meant ? claim(open, like) : undefined) ?? NOT_A[like], found, nearest: near };
    }
    case 'command':
    case 'nothing':
      return { code: 'too_many', found };
    case 'instance':
    case 'class':
    case 'request':
    case 'month':
      // An instance where only a request id belongs is not one too many, it is the wrong thing.
      return { code: (places.length === 1 ? claim(open) : undefined) ?? 'too_many', found };
    default:
      return meaning satisfies never;
  }
}

function isRegion(word: string): boolean {
  return REGION_AREA.test(word) && readRegion(word) !== undefined;
}

/** Takes the open place for this thing, else the first, and returns what a word there is not; undefined: none is open. */
function claim(open: Place[], thing?: Thing): (typeof NOT_A)[Thing] | undefined {
  const at = open.findIndex(({ takes }) => takes.some((one) => one === thing));
  const [place] = open.splice(Math.max(at, 0), 1);
  return place && NOT_A[at < 0 ? (place.takes.at(-1) ?? place.takes[0]) : (thing ?? place.takes[0])];
}

/** Of a command with free text: the first word was meant to be the thing that is not there. */
function freeTextProblems(
  others: readonly Token[],
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
