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
  why: 'the key is refused',
  fix: 'Make a new access key, or mend the role that is assumed.',
};
const UNREACHABLE = 'Can this machine reach it (firewall, endpoints of the account)? Try again in a minute.';

const BY_CODE: Readonly<Record<string, Trouble>> = {
  ENOTFOUND: {
    finding: problem,
    why: 'there is no such host',
    fix: 'Is the region id right? Else set endpoints of the account.',
  },
  [CLIENT_CODES.timeout]: { finding: unknown, why: 'no answer in time', fix: UNREACHABLE },
};

const BY_ADVICE: Readonly<Partial<Record<AdviceKey, Trouble>>> = {
  fix_credentials: REFUSED,
  refresh_credentials: REFUSED,
  fix_clock: { finding: problem, why: 'this clock is more than 15 minutes off', fix: 'Set the clock by NTP.' },
  wrong_site: {
    finding: problem,
    why: 'the account is of the other site',
    fix: 'Set site (china, international) of the account.',
  },
  fix_endpoint: {
    finding: problem,
    why: 'this is not the service',
    fix: 'Set endpoints of the account for this region.',
  },
  slow_down: {
    finding: unknown,
    why: 'too many calls',
    fix: 'Something else calls much with this account; try again in a minute.',
  },
  cloud_unreachable: { finding: unknown, why: 'the endpoint cannot be reached', fix: UNREACHABLE },
  outcome_unclear: { finding: unknown, fix: UNREACHABLE },
};

const OTHER: Trouble = {
  finding: warning,
  fix: 'Look the code up in Alibaba Cloud’s error centre; the region id may be wrong.',
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
  return { finding: problem, why: 'the right is missing', fix: `Add to the RAM policy of the key: ${statement}` };
}

/** The call was allowed, and what was asked for was not. */
export function isRefusal(code: string): boolean {
  const { who } = adviceFor(code);
  return who === 'requester' || who === 'account_owner';
}
