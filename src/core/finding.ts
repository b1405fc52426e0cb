/** What `doctor` finds, one by one. Each edge looks at its own part; the command line puts them together. */
export const AREAS = ['setting', 'clock', 'database', 'bot', 'slack', 'channels', 'groups', 'cloud'] as const;
export type Area = (typeof AREAS)[number];

/**
 * `problem`: something of the bot does not work until a person acts. `warning`: it works, and somebody may be surprised.
 * `unknown`: it could not be found out now. `hint`: it can never be found out from here, so a person must look.
 */
export const FINDING_STATUSES = ['ok', 'warning', 'problem', 'unknown', 'hint'] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

export interface Finding {
  /** What was looked at: `slack.scopes`. The part before the first dot is where it belongs. */
  readonly check: `${Area}.${string}`;
  readonly status: FindingStatus;
  /** One sentence, without a secret. It may quote Slack or the cloud: whoever prints it makes it harmless. */
  readonly what: string;
  /** The next step; there is one for everything that is not ok. */
  readonly fix?: string;
}

type Check = Finding['check'];

export function ok(check: Check, what: string): Finding {
  return { check, status: 'ok', what };
}

const finding =
  (status: FindingStatus) =>
  (check: Check, what: string, fix: string): Finding => ({ check, status, what, fix });

export const warning = finding('warning');
export const problem = finding('problem');
export const unknown = finding('unknown');
export const hint = finding('hint');

/** Further off than this, somebody may be surprised: Slack's signatures are refused after five minutes. */
const SKEW_MS = 60_000;
const TOO_FAR_MS = 5 * 60_000;

/** Our clock against that of another's answer. The header that tells theirs has whole seconds. */
export function clockFinding(check: Check, whose: string, ours: Date, theirs: Date): Finding {
  const skew = ours.getTime() - theirs.getTime();
  const seconds = Math.round(Math.abs(skew) / 1000);
  const off = `this clock is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} ${whose}’s`;
  const fix = 'Set the clock by NTP; Slack allows 5 minutes, Alibaba Cloud 15.';
  if (Math.abs(skew) > TOO_FAR_MS) return problem(check, off, fix);
  if (Math.abs(skew) > SKEW_MS) return warning(check, off, fix);
  return ok(check, `as ${whose}’s`);
}
