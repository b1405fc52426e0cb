import { adviceFor } from '../core/cloud-errors.ts';
import { type Finding, ok } from '../core/finding.ts';
import type { Account } from '../core/policy/policy-model.ts';
import type { CloudClient } from './cloud-client.ts';
import { BILLING_RIGHTS, type Right } from './doctor-rights.ts';
import { cloudTrouble } from './doctor-trouble.ts';
import { faultOf } from './errors.ts';
import { createOrders, orderPage } from './orders.ts';

/** An order number that no account has: what counts is whether the question is allowed. */
const NO_ORDER = '1';
const [LIST, DETAIL] = BILLING_RIGHTS;

/** Whether orders can be followed, at the billing site of the configuration. Never rejects. */
export async function billingFindings(client: CloudClient, { name, site }: Account): Promise<readonly Finding[]> {
  const place = `at the billing site ${site}`;
  const finding = (right: Right, code: string | undefined): Finding => {
    const check = `cloud.${name} ${right}` as const;
    return code === undefined ? ok(check, `accepted ${place}`) : cloudTrouble(check, right, place, code);
  };
  const failed = (thrown: unknown) => ({ code: faultOf(thrown).code, orderId: undefined });
  const list = await orderPage(client, name, 1).then(
    ({ rows }) => ({ code: undefined, orderId: rows[0]?.orderId }),
    failed,
  );
  const detail = await createOrders(client, Date.now)
    .order(name, list.orderId ?? NO_ORDER)
    .then(() => ({ code: undefined }), failed);
  // The same wrong site or key once more is no news; a missing right is, because each has to be added.
  const same = list.code !== undefined && list.code === detail.code;
  if (same && adviceFor(list.code).key !== 'grant_permission') return [finding(LIST, list.code)];
  return [finding(LIST, list.code), finding(DETAIL, detail.code)];
}
