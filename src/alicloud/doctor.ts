/** Looks at the accounts as the bot would, with reads that change nothing and cost nothing. */
import type { CloudFault } from '../core/faults.ts';
import { type Finding, hint, ok, problem, unknown, warning } from '../core/finding.ts';
import type { Account, Credentials } from '../core/policy/policy-model.ts';
import { createKeyRing, type Keys } from './credentials.ts';
import { billingFindings } from './doctor-billing.ts';
import { priceFindings } from './doctor-price.ts';
import { FIRST_PROBE, INSTANCE_PROBES, NEVER_TRIED, NOT_NEEDED, ONCE, type Right } from './doctor-probes.ts';
import { lookAtRegion, type RegionLook } from './doctor-region.ts';
import { cloudTrouble, isRefusal } from './doctor-trouble.ts';
import { BILLING_HOSTS, billingEndpoints } from './endpoints.ts';
import { createGate } from './gate.ts';

/** Never rejects. `keys`: the access key of the environment, where there is one. */
export async function examineAccount(account: Account, keys: Keys | undefined): Promise<readonly Finding[]> {
  const { name, credentials } = account;
  const check = `cloud.${name} credentials` as const;
  try {
    const { securityToken } = await createKeyRing(() => keys).keys(account);
    const kind = `${kindOf(credentials, keys)}${securityToken === undefined ? '' : ', a temporary key'}`;
    return [ok(check, kind), ...(await answers(account, keys))];
  } catch {
    const fix =
      'Give an access key, a profile or a role: “Connect an account” of the README tells where it is looked for.';
    return [
      problem(check, `no access key could be had (${kindOf(credentials, keys)})`, fix),
      unknown(`cloud.${name} rights`, 'not checked: there is no access key', 'First mend the credentials.'),
    ];
  }
}

function kindOf(credentials: Credentials, keys: Keys | undefined): string {
  switch (credentials.kind) {
    case 'default':
      return keys === undefined ? 'by Alibaba’s default chain' : 'the access key of the environment';
    case 'profile':
      return `the profile ${credentials.profile}`;
    case 'role':
      return `the role ${credentials.roleArn}`;
    default:
      return credentials satisfies never;
  }
}

async function answers(account: Account, keys: Keys | undefined): Promise<readonly Finding[]> {
  // The bot tries the other billing site as well; whoever looks wants to know that this one is wrong.
  const billing = billingEndpoints(account, BILLING_HOSTS)[0];
  const pinned = { ...account, endpoints: { ...account.endpoints, billing } };
  const gate = createGate({
    accounts: () => [pinned],
    keys: () => keys,
    patience: ONCE,
    timeouts: { readMs: ONCE.timeoutMs },
  });
  const [regions, orders] = await Promise.all([
    Promise.all(account.regions.map((region) => lookAtRegion(gate, account.name, region))),
    billingFindings(gate, account),
  ]);
  return [
    ...regions.map((look) => regionFinding(account, look)),
    ...rightFindings(account, regions),
    ...priceFindings(account, regions),
    ...orders,
    rightsFinding(account, regions),
    hint(
      `cloud.${account.name} ${NEVER_TRIED}`,
      'not tried: a call that is accepted is an order',
      'See in the RAM console that docs/ram-policy.json is attached, with the instances you mean under its Resource.',
    ),
  ];
}

function regionFinding({ name }: Account, { region, listing, instances }: RegionLook): Finding {
  const check = `cloud.${name} ${region}` as const;
  if (listing !== undefined) return cloudTrouble(check, FIRST_PROBE, `in ${region}`, listing);
  if (instances.length === 0) {
    const fix = 'Is the region right? Instances of other accounts and regions are not seen.';
    return warning(check, 'no instance there, so that nothing else could be tried', fix);
  }
  const count = instances.length === 50 ? '50 or more' : String(instances.length);
  return ok(check, `${count} ${instances.length === 1 ? 'instance' : 'instances'} (${FIRST_PROBE})`);
}

/** One line for each right: where it was accepted, and one for each way in which it was not. */
function rightFindings({ name }: Account, regions: readonly RegionLook[]): readonly Finding[] {
  const rights = Object.keys(INSTANCE_PROBES) as Right[];
  return rights.flatMap((right) => {
    const check = `cloud.${name} ${right}` as const;
    const looks = regions.filter(({ answers }) => answers.has(right));
    const failed = Map.groupBy(
      looks.filter(({ answers }) => answers.get(right) !== undefined),
      ({ answers }) => answers.get(right)?.code,
    );
    if (failed.size === 0) {
      return looks.length === 0 ? [] : [ok(check, `accepted in ${looks.map(({ region }) => region).join(', ')}`)];
    }
    return [...failed.values()].flatMap((same) => {
      const fault: CloudFault | undefined = same[0]?.answers.get(right);
      // That there is no price has a line of its own.
      if (fault === undefined || (right === 'kvstore:DescribePrice' && isRefusal(fault))) return [];
      return [cloudTrouble(check, right, `in ${same.map(({ region }) => region).join(', ')}`, fault)];
    });
  });
}

function rightsFinding({ name }: Account, regions: readonly RegionLook[]): Finding {
  const check = `cloud.${name} rights` as const;
  const fix =
    'Attach docs/ram-policy.json and nothing else: no kvstore:*, no AliyunKvstoreFullAccess, no key of the account’s owner.';
  const known = regions.filter(({ mayDoMore }) => mayDoMore !== undefined);
  if (known.length === 0) return hint(check, 'whether the key may do more than it needs could not be tried', fix);
  const more = known.some(({ mayDoMore }) => mayDoMore === true);
  if (more) return warning(check, `the key may do more than the bot needs: ${NOT_NEEDED} is accepted`, fix);
  return ok(check, `no more than the bot needs, as far as ${NOT_NEEDED} shows, which is refused`);
}
