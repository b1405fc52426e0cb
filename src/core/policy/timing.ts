import { membership } from './membership.ts';
import type { Directory, Freeze, Policy, Window } from './policy-model.ts';
import type { Person } from '../request/request.ts';
import type { Question, RuleRef, Timing } from './verdict.ts';
import { isOpen, nextOpening, printWindow } from './windows.ts';

const DAY_MS = 86_400_000;

/** Who wants the order, and when; as in the question that the rule answered. */
type Moment = Pick<Question, 'person' | 'directory' | 'now' | 'startAt' | 'breakGlass'>;

/**
 * When an order under this rule may be placed for this person. `notBefore` (ISO 8601, UTC) is free of every freeze
 * and inside a window, and not before `startAt`: of a start and a window the later one is named. A freeze is named as the
 * cause even where a window adds to the wait: it is the rarer news. An emergency waits for a start alone; the return from
 * it is none. A rule that is gone from the policy has no windows, so evaluate the request again first.
 */
export function timing(policy: Policy, rule: RuleRef, { person, directory, now, startAt, breakGlass }: Moment): Timing {
  const waits = breakGlass !== true;
  const windows = waits ? (policy.rules.find(({ name }) => name === rule.name)?.windows ?? []) : [];
  const freezes = waits ? policy.freezes.filter((freeze) => !isExempt(policy, freeze, person, directory)) : [];
  const start = startAt !== undefined && Date.parse(startAt) > now.getTime() ? new Date(startAt) : now;
  let at = start;
  let frozen: Freeze | undefined;
  // Each freeze can delay the order once, followed by one wait for a window.
  for (let turns = 0; turns <= 2 * freezes.length + 2; turns += 1) {
    const freeze = freezes.find((one) => isIn(one, at));
    frozen ??= freeze;
    const next = freeze === undefined ? opening(windows, at) : new Date(freeze.to);
    if (next === undefined) break;
    at = next;
  }
  if (at === now) return { kind: 'now' };
  const notBefore = at.toISOString();
  if (frozen !== undefined) return { kind: 'later', notBefore, because: 'freeze', reason: frozen.reason };
  return at === start
    ? { kind: 'later', notBefore, because: 'start' }
    : {
        kind: 'later',
        notBefore,
        because: 'window',
        windows,
        reason: windows.map((one) => printWindow(one)).join('; '),
      };
}

/** Freezes of the configuration that are in force. */
export function freezesNow({ freezes }: Policy, now: Date): readonly Freeze[] {
  return freezes.filter((freeze) => isIn(freeze, now));
}

function isIn({ from, to }: Freeze, at: Date): boolean {
  return Date.parse(from) <= at.getTime() && at.getTime() < Date.parse(to);
}

// A membership that cannot be read exempts no one.
function isExempt(policy: Policy, freeze: Freeze, person: Person, directory: Directory): boolean {
  return membership(policy, freeze.except, person, directory) === 'in';
}

// Undefined: a window is open, or there are none. Windows that never open are asked about again every day.
function opening(windows: readonly Window[], at: Date): Date | undefined {
  if (windows.length === 0 || windows.some((window) => isOpen(window, at))) return undefined;
  const openings = windows.map((window) => nextOpening(window, at)?.getTime()).filter((time) => time !== undefined);
  return new Date(openings.length === 0 ? at.getTime() + DAY_MS : Math.min(...openings));
}
