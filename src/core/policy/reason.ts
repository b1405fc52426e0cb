/** What a rule wants in the reason of a request, such as the number of a ticket. */
import { type Context, createContext, Script } from 'node:vm';
import type { Policy, ReasonFormat } from './policy-model.ts';
import type { RuleRef } from './verdict.ts';

/** Longer patterns are refused; a reason has 500 characters at most. */
const MAX_PATTERN = 200;

/** Longer than any pattern takes that is meant well: repeats that can share a text multiply their times. */
const MATCH_MS = 250;

/**
 * Why a pattern cannot be used; undefined: it can. Anyone's text is matched against it, so it must not be able to take long:
 * no repeated groups, no look-around and no references to what was found; the rest is a limit of time.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN) return `must have at most ${MAX_PATTERN} characters`;
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'must be a regular expression such as [A-Z]+-\\d+';
  }
  if (/\)[*+{]|\(\?(?:<?[=!])|\\[1-9k]/.test(pattern)) return 'may not repeat a group, look around or refer back';
  return undefined;
}

/** What this rule wants; undefined: nothing. */
export function reasonFormat({ rules }: Pick<Policy, 'rules'>, rule: Pick<RuleRef, 'name'>): ReasonFormat | undefined {
  return rules.find(({ name }) => name === rule.name)?.reason;
}

/** Whether the reason contains what the rule wants; without a format any does. */
export function fitsReason(format: ReasonFormat | undefined, reason: string): boolean {
  return format === undefined || found(format, reason) !== undefined;
}

/** The address that the rule gives to what was found, and what that is; undefined: none. */
export function reasonLink(format: ReasonFormat | undefined, reason: string) {
  const text = format === undefined ? undefined : found(format, reason);
  if (text === undefined || text === '' || format?.link === undefined) return undefined;
  return { url: format.link.replaceAll('{0}', encodeURIComponent(text)), text };
}

let matching: { readonly context: Context; readonly match: Script } | undefined;

/** What takes too long is not found. */
function found({ pattern }: ReasonFormat, reason: string): string | undefined {
  matching ??= { context: createContext(), match: new Script('pattern.exec(text)') };
  const { context, match } = matching;
  Object.assign(context, { pattern: new RegExp(pattern, 'u'), text: reason });
  try {
    return (match.runInContext(context, { timeout: MATCH_MS }) as RegExpExecArray | null)?.[0];
  } catch {
    return undefined;
  }
}
