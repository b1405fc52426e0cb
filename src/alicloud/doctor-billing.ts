import { adviceFor } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import { type Finding, ok } from '../core/finding.ts';
import type { Account } from '../core/policy/policy-model.ts';
import { BILLING_PROBES, type Right } from './doctor-probes.ts';
import { cloudTrouble } from './doctor-trouble.ts';
import { faultOf } from './errors.ts';
import type { Gate } from './gate.ts';
import { orderPageOf } from './order-reader.ts';

/** An order number that nobody has: what counts is whether the question is allowed. */
const NO_ORDER = '1';

/** Whether orders can be followed, at the billing site of the configuration. */
export async function billingFindings(gate: Gate, { name, site }: Account): Promise<readonly Finding[]> {
  const place = `at the billing site ${site}`;
  const finding = (right: Right, fault: CloudFault | undefined): Finding => {
    const check = `cloud.${name} ${right}` as const;
    return fault === undefined ? ok(check, `accepted ${place}`) : cloudTrouble(check, right, place, fault);
  };
  const list = await gateAnswer(BILLING_PROBES['bss:DescribeOrderList'](gate, name).then(orderPageOf));
  const orderId = (list instanceof CloudFault ? undefined : list.rows[0]?.orderId) ?? NO_ORDER;
  const detail = await gateAnswer(BILLING_PROBES['bss:DescribeOrderDetail'](gate, name, orderId));
  const listed = finding('bss:DescribeOrderList', list instanceof CloudFault ? list : undefined);
  const failed = detail instanceof CloudFault && detail.code !== 'NotFoundOrder' ? detail : undefined;
  // The same wrong site or key once more is no news; a missing right is, because each has to be added.
  const same = list instanceof CloudFault && list.code === failed?.code;
  if (same && adviceFor(list.code).key !== 'grant_permission') return [listed];
  return [listed, finding('bss:DescribeOrderDetail', failed)];
}

function gateAnswer<T>(call: Promise<T>): Promise<T | CloudFault> {
  return call.catch((thrown: unknown) => faultOf(thrown));
}
