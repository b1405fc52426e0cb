import { readFlags, type FlagValues, type ReadFlags } from './command-flags.ts';
import {
  FORMS,
  TAKES,
  type Command,
  type CommandProblem,
  type CommandProblemCode,
  type Form,
} from './command-forms.ts';
import { readLock } from './command-lock.ts';
import { cut } from './command-text.ts';
import { meaningOf, type Meaning } from './command-words.ts';
import type { RequestId } from '../request/request.ts';

export type { CommandFlags } from './command-flags.ts';
export { FORMS, type Command, type CommandProblem, type CommandProblemCode } from './command-forms.ts';
export { printCommand } from './command-print.ts';

/** Reads a command. Never throws; everything that is wrong with it is told at once. Nothing opens an empty form. */
export function parseCommand(text: string): Command {
  const read = cut(text);
  if (read.kind === 'unclosed') {
    return { kind: 'invalid', problems: [{ code: 'unclosed_quote', found: read.found, form: formOfUnclosed(text) }] };
  }
  const locking = readLock(read.words);
  if (locking !== undefined) return locking;
  const words = read.words.filter((word) => word.flag !== 'help');
  const asksHelp = words.length < read.words.length;
  const flags = readFlags(words);
  const meanings = flags.rest.map((word) => ({ found: word.text, meaning: meaningOf(word.text) }));
  const form = asksHelp ? 'help' : formOf(meanings.map(({ meaning }) => meaning));
  if (form === 'help') return { kind: 'help' };
  // Behind other words it is either not meant, or nobody can tell what for.
  if (form === 'lock' || form === 'unlock')
    return { kind: 'invalid', problems: [{ code: 'too_many', found: form, form: FORMS[form] }] };
  const problems = [...flagProblems(form, flags), ...wordProblems(form, meanings)];
  if (problems.length > 0) return { kind: 'invalid', problems };
  return build(form, flags.values, argumentsOf(meanings.map(({ meaning }) => meaning)));
}

/** Locking takes free text, and is read by itself. */
type PlainForm = Exclude<Form, 'lock' | 'unlock'>;

interface Arguments {
  readonly instanceId?: string;
  readonly targetClass?: string;
  readonly requestId?: RequestId;
}

interface Found {
  readonly found: string;
  readonly meaning: Meaning;
}

function formOf(meanings: readonly Meaning[]): Form {
  const named = meanings.find((meaning) => meaning.kind === 'subcommand');
  if (named !== undefined) return named.name;
  // A request id alone can only be a question about that request.
  const [only] = meanings;
  return meanings.length === 1 && only?.kind === 'request' ? 'status' : 'request';
}

function formOfUnclosed(text: string): string {
  const first = meaningOf(text.trim().split(/\s/)[0] ?? '');
  return FORMS[first.kind === 'subcommand' && first.name === 'lock' ? 'lock' : 'request'];
}

function flagProblems(form: PlainForm, flags: ReadFlags): readonly CommandProblem[] {
  const problems = flags.problems.map((problem) => ({ ...problem, form: FORMS[form] }));
  // `why` is often a request with one word before it; what the policy does not look at does no harm there.
  if (form === 'request' || form === 'why') return problems;
  const unwanted = flags.given.map(
    (name) => ({ code: 'unknown_flag', found: `--${name}`, form: FORMS[form] }) as const,
  );
  return [...problems, ...unwanted];
}

function wordProblems(form: PlainForm, words: readonly Found[]): readonly CommandProblem[] {
  const problems: CommandProblem[] = [];
  const seen = { instance: 0, class: 0, request: 0, subcommand: 0 };
  let accepted = 0;
  const add = (code: CommandProblemCode, found: string): unknown => problems.push({ code, found, form: FORMS[form] });
  for (const { found, meaning } of words) {
    if (meaning.kind === 'strange') {
      const { kind: _, ...problem } = meaning;
      problems.push({ ...problem, form: FORMS[form] });
      continue;
    }
    if (meaning.kind === 'nothing') continue;
    seen[meaning.kind] += 1;
    if (meaning.kind === 'subcommand') {
      if (seen.subcommand > 1) add('too_many', found);
      continue;
    }
    const limit = TAKES[form][meaning.kind];
    if (seen[meaning.kind] > limit || accepted === TAKES[form].together) add(wrongKind(form, limit), found);
    else accepted += 1;
  }
  const strange = problems.some(({ code }) => code !== 'too_many');
  if (form === 'withdraw' && seen.request === 0 && !strange) add('missing_argument', '');
  if (form === 'why' && (seen.instance === 0 || seen.class === 0) && !strange) add('missing_argument', '');
  return problems;
}

// An instance where a request id belongs is not one too many, it is the wrong thing.
function wrongKind(form: PlainForm, limit: number): CommandProblemCode {
  if (limit > 0) return 'too_many';
  if (form === 'withdraw') return 'not_a_request_id';
  return form === 'history' || form === 'status' ? 'not_an_instance' : 'too_many';
}

function argumentsOf(meanings: readonly Meaning[]): Arguments {
  const given: { -readonly [Key in keyof Arguments]: Arguments[Key] } = {};
  for (const meaning of meanings) {
    if (meaning.kind === 'instance') given.instanceId = meaning.instanceId;
    if (meaning.kind === 'class') given.targetClass = meaning.targetClass;
    if (meaning.kind === 'request') given.requestId = meaning.requestId;
  }
  return given;
}

function build(form: Exclude<PlainForm, 'help'>, values: FlagValues, given: Arguments): Command {
  const { region, businessInfo, reason, ...flags } = values;
  const { instanceId, targetClass, requestId } = given;
  const where = region === undefined ? {} : { region };
  switch (form) {
    case 'request': {
      const said = {
        ...(businessInfo === undefined ? {} : { businessInfo }),
        ...(reason === undefined ? {} : { reason }),
      };
      return { kind: 'request', ...given, ...where, flags, ...said };
    }
    case 'status':
      return { kind: 'status', ...given };
    case 'history':
      return { kind: 'history', ...given };
    case 'list':
    case 'locks':
      return { kind: form };
    case 'withdraw':
      return requestId === undefined ? missing(form) : { kind: 'withdraw', requestId };
    case 'why':
      if (instanceId === undefined || targetClass === undefined) return missing(form);
      return { kind: 'why', instanceId, targetClass, ...where, flags };
    default:
      return form satisfies never;
  }
}

function missing(form: Form): Command {
  return { kind: 'invalid', problems: [{ code: 'missing_argument', found: '', form: FORMS[form] }] };
}
