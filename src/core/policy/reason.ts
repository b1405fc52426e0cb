/** What a rule wants in the reason of a request, such as the number of a ticket. */
import type { Policy, ReasonFormat } from './policy-model.ts';
import type { RuleRef } from './verdict.ts';

/** Longer patterns are refused; a reason has 500 characters at most. */
const MAX_PATTERN = 200;

/**
 * Why a pattern cannot be used; undefined: it can. Anyone's text is matched against it, so it must not be able to take long:
 * no repeated groups, no look-around and no references to what was found.
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

function found({ pattern }: ReasonFormat, reason: string): string | undefined {
  return new RegExp(pattern, 'u').exec(reason)?.[0];
}
