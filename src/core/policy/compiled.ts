/** A policy made ready for many questions: once per policy, every term of every rule becomes a check. */
import type { Person } from '../request/request.ts';
import type { Change } from '../value/change.ts';
import { type AskedChange, askedChange, type AskedInstance, askedInstance } from './asked.ts';
import { membership } from './membership.ts';
import type { DenyRule, Directory, InstanceTerms, Policy, Rule, Terms } from './policy-model.ts';
import {
  CHANGE_CHECKS,
  check,
  type Check,
  type Checks,
  flagChecks,
  INSTANCE_CHECKS,
  type Match,
  whereCheck,
} from './terms.ts';
import type { FailedTerm, Question } from './verdict.ts';

/** A check of a policy. Rules that give the same term share one, so it is evaluated once per question. */
interface Shared<Asked> extends Check<Asked> {
  readonly id: number;
}

/** A rule and its checks, in the order in which people read them. */
export interface Compiled<R extends Terms> {
  readonly rule: R;
  /** The terms about the requester and the instance. */
  readonly scope: readonly Shared<AskedScope>[];
  /** Every term. */
  readonly checks: readonly Shared<Asked>[];
}

/** A question as the checks of `scope` read it. */
export interface AskedScope extends AskedInstance {
  readonly policy: Policy;
  readonly person: Person;
  readonly directory: Directory;
  /** By the id of the check; those that were not needed so far are missing. */
  readonly answers: Match[];
}

/** A question as all checks read it. */
export type Asked = AskedScope & AskedChange;

interface CompiledPolicy {
  readonly rules: readonly Compiled<Rule>[];
  readonly denials: readonly Compiled<DenyRule>[];
  /** How many checks there are. */
  readonly size: number;
}

const known = new WeakMap<Policy, CompiledPolicy>();

/** The rules of a policy, compiled when it is asked for the first time. */
export function compiled(policy: Policy): CompiledPolicy {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const fresh = compileAll(policy);
  known.set(policy, fresh);
  return fresh;
}

function compileAll({ rules, denials }: Policy): CompiledPolicy {
  let count = 0;
  const next = (): number => count++;
  const scopes = sharing<AskedScope>(next);
  const changes = sharing<AskedChange>(next);
  const compile = <R extends Terms>(rule: R, force: Rule['force']): Compiled<R> => {
    const who = scopes(`who ${JSON.stringify(rule.who)}`, () => whoCheck(rule.who));
    const scope = [who, ...checksOf('instances', rule.instances, INSTANCE_CHECKS, scopes)];
    const change = checksOf('change', rule.change, CHANGE_CHECKS, changes);
    const flags = checksOf(`flags ${JSON.stringify(force)}`, rule.flags, flagChecks(force), changes);
    const { where } = rule;
    const place = where === undefined ? [] : [changes(`where ${JSON.stringify(where)}`, () => whereCheck(where))];
    return { rule, scope, checks: [...scope, ...place, ...change, ...flags] };
  };
  const all = {
    rules: rules.map((rule) => compile(rule, rule.force)),
    denials: denials.map((rule) => compile(rule, {})),
  };
  return { ...all, size: count };
}

/** Gives every key one check with an id of its own. */
function sharing<A>(next: () => number) {
  const shared = new Map<string, Shared<A>>();
  return (key: string, make: () => Check<A>): Shared<A> => {
    const one = shared.get(key) ?? { ...make(), id: next() };
    shared.set(key, one);
    return one;
  };
}

/** The checks of the terms that are given. */
function checksOf<T extends object, A>(
  section: string,
  terms: T,
  checks: Checks<T, A>,
  share: (key: string, make: () => Check<A>) => Shared<A>,
): readonly Shared<A>[] {
  const one = (key: keyof T & string): readonly Shared<A>[] => {
    const wanted = terms[key];
    if (wanted === undefined || wanted === null) return [];
    return [share(`${section}.${key} ${JSON.stringify(wanted)}`, () => checks[key](wanted))];
  };
  return (Object.keys(checks) as (keyof T & string)[]).flatMap(one);
}

function whoCheck(who: readonly string[]): Check<AskedScope> {
  const isMember = ({ policy, person, directory }: AskedScope): boolean | undefined => {
    const answer = membership(policy, who, person, directory);
    return answer === 'unknown' ? undefined : answer === 'in';
  };
  return check(
    'who',
    who,
    isMember,
    (yes) => yes,
    (_, { person }) => person.userId,
  );
}

/** A person and an instance as checks read them. */
export function askedScope(
  policy: Policy,
  person: Person,
  instance: Question['instance'],
  directory: Directory,
): AskedScope {
  return { ...askedInstance(instance), policy, person, directory, answers: unanswered(policy) };
}

function unanswered(policy: Policy): Match[] {
  return new Array<Match>(compiled(policy).size);
}

/** The same question about another change of the same class: what a rule that forces flags makes of it. */
export function withChange(asked: Asked, change: Change): Asked {
  return { ...asked, change, answers: unanswered(asked.policy) };
}

/** A question as checks read it. */
export function askedOf(policy: Policy, question: Question): Asked {
  const { person, instance, directory } = question;
  return { ...askedScope(policy, person, instance, directory), ...askedChange(question) };
}

function match<A extends AskedScope>({ id, match: look }: Shared<A>, asked: A): Match {
  return (asked.answers[id] ??= look(asked));
}

/** How many checks do not match, or cannot be decided; counting stops at `enough`. */
export function countFailed<A extends AskedScope>(checks: readonly Shared<A>[], asked: A, enough: number): number {
  let failed = 0;
  for (const one of checks) {
    if (match(one, asked) !== 'yes') failed += 1;
    if (failed >= enough) break;
  }
  return failed;
}

/** Whether a rule that denies applies; `undecided`: a term could not be decided, which counts as if it applied. */
export function applies<A extends AskedScope>(checks: readonly Shared<A>[], asked: A): Match {
  let answer: Match = 'yes';
  for (const one of checks) {
    const found = match(one, asked);
    if (found === 'no') return found;
    if (found === 'undecided') answer = found;
  }
  return answer;
}

/** The terms that do not match, or cannot be decided, as people read them. */
export function failedTerms<A extends AskedScope>(checks: readonly Shared<A>[], asked: A): readonly FailedTerm[] {
  return checks.filter((one) => match(one, asked) !== 'yes').map(({ failed }) => failed(asked));
}

/** Whether every term about the instance matches; one that cannot be decided does not. */
export function matchesInstance(terms: InstanceTerms, instance: Question['instance']): boolean {
  const asked = askedInstance(instance);
  return checksOf('', terms, INSTANCE_CHECKS, (_, make) => ({ ...make(), id: 0 })).every(
    (one) => one.match(asked) === 'yes',
  );
}
