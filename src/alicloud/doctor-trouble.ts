import { adviceFor, type AdviceKey, CLIENT_CODES } from '../core/cloud-errors.ts';
import { type Finding, problem, unknown, warning } from '../core/finding.ts';
import type { Right } from './doctor-rights.ts';

interface Trouble {
  readonly finding: typeof problem;
  readonly why?: string;
  readonly fix: string;
}

const REFUSED: Trouble = {
  finding: problem,
  why: 'access key rejected',
  fix: 'Create a new access key, or fix the role to assume.',
};
const UNREACHABLE = 'Check that this machine can reach it (firewall, the account’s endpoints), then try again.';

const BY_CODE: Readonly<Record<string, Trouble>> = {
  ENOTFOUND: {
    finding: problem,
    why: 'host not found',
    fix: 'Check the region id, or set the account’s endpoints.',
  },
  [CLIENT_CODES.timeout]: { finding: unknown, why: 'no response in time', fix: UNREACHABLE },
};

const BY_ADVICE: Readonly<Partial<Record<AdviceKey, Trouble>>> = {
  fix_credentials: REFUSED,
  refresh_credentials: REFUSED,
  fix_clock: { finding: problem, why: 'this clock is more than 15 minutes off', fix: 'Set the clock by NTP.' },
  wrong_site: {
    finding: problem,
    why: 'the account belongs to the other site',
    fix: 'Set the account’s site (china, international).',
  },
  fix_endpoint: {
    finding: problem,
    why: 'this endpoint is not the service',
    fix: 'Set the account’s endpoint for this region.',
  },
  slow_down: {
    finding: unknown,
    why: 'throttled',
    fix: 'Other clients of this account make many calls; try again in a minute.',
  },
  cloud_unreachable: { finding: unknown, why: 'endpoint unreachable', fix: UNREACHABLE },
  outcome_unclear: { finding: unknown, fix: UNREACHABLE },
};

const OTHER: Trouble = {
  finding: warning,
  fix: 'Look up the code in Alibaba Cloud’s error center; the region id may be wrong.',
};

/** Why a read of the cloud failed, with the next step. `place`: `in cn-hangzhou`, `at the billing site china`. */
export function cloudTrouble(check: Finding['check'], right: Right, place: string, code: string): Finding {
  const what = `${check.endsWith(right) ? '' : `${right}: `}${code} ${place}`;
  const { finding, why, fix } = troubleOf(code, right);
  return finding(check, why === undefined ? what : `${what}, ${why}`, fix);
}

function troubleOf(code: string, right: Right): Trouble {
  const { key } = adviceFor(code);
  if (key !== 'grant_permission') return BY_CODE[code] ?? BY_ADVICE[key] ?? OTHER;
  const statement = JSON.stringify({ Effect: 'Allow', Action: right, Resource: '*' });
  return { finding: problem, why: 'permission missing', fix: `Add to the RAM policy: ${statement}` };
}

/** The call was allowed, and what was asked for was not. */
export function isRefusal(code: string): boolean {
  const { who } = adviceFor(code);
  return who === 'requester' || who === 'account_owner';
}
