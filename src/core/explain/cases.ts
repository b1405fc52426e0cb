/** Cases of `policy test`: a question to the policy and the expected answer. */
import { type ChangeFlags, FLAGS } from '../value/change.ts';
import { nearestRules, decide } from '../policy/policy.ts';
import type { Policy, QuorumPart } from '../policy/policy-model.ts';
import { timing } from '../policy/timing.ts';
import type { DenyReason, NearRule, Question, RuleRef, Term, Timing, Verdict } from '../policy/verdict.ts';

/** A case of the file, ready to be run. */
export interface PolicyCase {
  readonly name: string;
  /** Where it stands in its file. */
  readonly line: number;
  readonly question: Question;
  readonly expected: Expected;
}

/** What is not given is not looked at. */
export interface Expected {
  readonly verdict: Verdict['kind'];
  /** The rule that allows, denies or decides; where none matches, the one that `because` is about, else the nearest. */
  readonly rule?: string;
  /** Who must approve; empty: no approval is needed. */
  readonly approvals?: readonly QuorumPart[];
  /** Each is the reason of the denial, or a term of that rule that fails. */
  readonly because?: readonly (DenyReason | Term)[];
  readonly timing?: Timing['kind'];
  /** How it would be ordered. */
  readonly flags?: Partial<ChangeFlags>;
}

/** An expectation that is not met; both sides as printed for people. */
export interface Mismatch {
  readonly what: keyof Expected;
  readonly expected: string;
  readonly got: string;
}

/** The outcome of one case. */
export interface CaseResult {
  readonly name: string;
  readonly line: number;
  readonly verdict: Verdict;
  /** The rule that `Expected.rule` is about. */
  readonly rule: RuleRef | undefined;
  /** Where no rule matches. */
  readonly nearest: readonly NearRule[];
  /** Empty: the case passes. */
  readonly mismatches: readonly Mismatch[];
}

/** Rules shown of a case that fails. */
const NEAR = 2;

/** Asks the policy the question of a case and compares the answer with what is expected. */
export function runCase(policy: Policy, { name, line, question, expected }: PolicyCase): CaseResult {
  const verdict = decide(policy, question);
  const { about, nearest } = aboutOf(policy, question, verdict, expected.rule);
  const found = answers(policy, question, verdict, about);
  const mismatches = KEYS.flatMap((what): readonly Mismatch[] => {
    const wanted = printed(expected, what);
    if (wanted === undefined || agrees(expected, what, verdict, about, wanted, found[what])) return [];
    return [{ what, expected: wanted, got: found[what] }];
  });
  return { name, line, verdict, rule: about?.rule, nearest, mismatches };
}

/** The rule that decides. Where none matches, the one that the case names, else the nearest. */
function aboutOf(policy: Policy, question: Question, verdict: Verdict, expected: string | undefined) {
  if (verdict.kind === 'allowed') return { about: { rule: verdict.rule, failed: [] }, nearest: [] };
  if (verdict.reason !== 'no_rule') return { about: verdict.nearest, nearest: [] };
  const all = nearestRules(policy, question, policy.rules.length);
  return { about: all.find(({ rule }) => rule.name === expected) ?? all[0], nearest: all.slice(0, NEAR) };
}

const KEYS = [
  'verdict',
  'rule',
  'approvals',
  'because',
  'timing',
  'flags',
] as const satisfies readonly (keyof Expected)[];

/** What the policy says, in the words in which it is compared. */
function answers(
  policy: Policy,
  question: Question,
  verdict: Verdict,
  about: NearRule | undefined,
): Readonly<Record<keyof Expected, string>> {
  if (verdict.kind === 'denied') {
    const because = reasonsOf(verdict, about).join(', ');
    const none = 'denied';
    return {
      verdict: 'denied',
      rule: about?.rule.name ?? 'no rule',
      approvals: none,
      because,
      timing: none,
      flags: none,
    };
  }
  return {
    verdict: 'allowed',
    rule: verdict.rule.name,
    approvals: printParts(verdict.need.parts),
    because: 'allowed',
    timing: timing(policy, verdict.rule, question).kind,
    flags: printFlags(verdict.change),
  };
}

function printed(expected: Expected, what: keyof Expected): string | undefined {
  const { approvals, because, flags } = expected;
  if (what === 'approvals') return approvals && printParts(approvals);
  if (what === 'because') return because?.join(', ');
  if (what === 'flags') return flags && printFlags(flags);
  return expected[what];
}

function agrees(
  { because, flags }: Expected,
  what: keyof Expected,
  verdict: Verdict,
  about: NearRule | undefined,
  wanted: string,
  got: string,
): boolean {
  if (what === 'because') {
    const found: readonly string[] = verdict.kind === 'denied' ? reasonsOf(verdict, about) : [];
    return because?.every((reason) => found.includes(reason)) === true;
  }
  if (what === 'flags' && flags !== undefined && verdict.kind === 'allowed') {
    const { change } = verdict;
    return FLAGS.every((flag) => flags[flag] === undefined || flags[flag] === change[flag]);
  }
  return wanted === got;
}

function reasonsOf(
  { reason }: Extract<Verdict, { kind: 'denied' }>,
  about: NearRule | undefined,
): readonly (DenyReason | Term)[] {
  return [reason, ...(about?.failed ?? []).map(({ term }) => term)];
}

/** `2 of sre + 1 of finance`, whatever the order. */
function printParts(parts: readonly QuorumPart[]): string {
  const each = parts.map(({ from, count }) => `${count} of ${[...from].sort().join(', ')}`);
  return each.length === 0 ? 'none' : each.sort().join(' + ');
}

function printFlags(flags: Partial<ChangeFlags>): string {
  const given = FLAGS.filter((flag) => flags[flag] !== undefined);
  return given.map((flag) => `${flag}=${String(flags[flag])}`).join(', ');
}
