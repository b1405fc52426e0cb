import { adviceFor, OWN_CODES } from '../core/cloud-errors.ts';
import type { CloudFault } from '../core/faults.ts';
import { type Finding, problem, unknown, warning } from '../core/finding.ts';
import type { Right } from './doctor-probes.ts';

/** Where a call went wrong: `in cn-hangzhou`, `at the billing site china`. */
type Place = string;

/** Why a read of the cloud failed, with the next step. */
export function cloudTrouble(check: Finding['check'], right: Right, place: Place, fault: CloudFault): Finding {
  const { code } = fault;
  const what = `${check.endsWith(right) ? '' : `${right}: `}${code} ${place}`;
  switch (adviceFor(code).key) {
    case 'grant_permission':
      return problem(check, `${what}, the right is missing`, `Add to the RAM policy of the key: ${statement(right)}`);
    case 'fix_credentials':
    case 'refresh_credentials':
      return problem(check, `${what}, the key is refused`, 'Make a new access key, or mend the role that is assumed.');
    case 'fix_clock':
      return problem(check, `${what}, this clock is more than 15 minutes off`, 'Set the clock by NTP.');
    case 'wrong_site':
      return problem(
        check,
        `${what}, the account is of the other site`,
        'Set site (china, international) of the account.',
      );
    case 'fix_endpoint':
      return problem(check, `${what}, this is not the service`, 'Set endpoints of the account for this region.');
    case 'slow_down':
      return unknown(
        check,
        `${what}, too many calls`,
        'Something else calls much with this account; try again in a minute.',
      );
    case 'cloud_unreachable':
      return code === 'ENOTFOUND'
        ? problem(check, `${what}, there is no such host`, 'Is the region id right? Else set endpoints of the account.')
        : unknown(check, `${what}, the endpoint cannot be reached`, UNREACHABLE);
    case 'outcome_unclear':
      return unknown(check, code === OWN_CODES.timeout ? `${what}, no answer in time` : what, UNREACHABLE);
    default:
      return warning(check, what, 'Look the code up in Alibaba Cloud’s error centre; the region id may be wrong.');
  }
}

/** The call was allowed, and what was asked for was not. */
export function isRefusal({ code }: CloudFault): boolean {
  const { who } = adviceFor(code);
  return who === 'requester' || who === 'account_owner';
}

const UNREACHABLE = 'Can this machine reach it (firewall, endpoints of the account)? Try again in a minute.';

/** What docs/ram-policy.json says of a right to read. */
function statement(right: Right): string {
  return JSON.stringify({ Effect: 'Allow', Action: right, Resource: '*' });
}
