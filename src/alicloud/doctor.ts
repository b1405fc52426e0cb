/** Looks at the accounts as the bot would, with reads that change nothing and cost nothing (docs/decisions/0010-doctor.md). */
import { adviceFor } from '../core/cloud-errors.ts';
import { type Finding, hint, ok, problem, unknown, warning } from '../core/finding.ts';
import type { Account, Credentials } from '../core/policy/policy-model.ts';
import { createCloudClient } from './cloud-client.ts';
import { createKeyRing, type Keys } from './credentials.ts';
import { billingFindings } from './doctor-billing.ts';
import { priceFindings } from './doctor-price.ts';
import { type DoctorOptions, lookAtRegion, type RegionLook } from './doctor-region.ts';
import { INSTANCE_RIGHTS, LISTING, NEVER_TRIED, NOT_NEEDED } from './doctor-rights.ts';
import { cloudTrouble, isRefusal } from './doctor-trouble.ts';
import { BILLING_HOSTS, billingEndpoints } from './endpoints.ts';
import { PAGE_SIZE } from './fleet.ts';
import { NO_RETRIES } from './retry.ts';

/** Four reads, one after the other, end before the doctor stops waiting (14 s, `ops/doctor.ts`). */
const READ_MS = 2_500;

/** Never rejects. `keys`: the access key of the environment, where there is one. */
export async function examineAccount(account: Account, keys: Keys | undefined): Promise<readonly Finding[]> {
  const { name, credentials } = account;
  const check = `cloud.${name} credentials` as const;
  try {
    const { securityToken } = await createKeyRing(() => keys).keys(account);
    const kind = `${kindOf(credentials, keys)}${securityToken === undefined ? '' : ', temporary key'}`;
    return [ok(check, kind), ...(await answers(account, keys))];
  } catch {
    const fix = 'Set an access key, a profile or a role; see “Connect an account” in the README.';
    return [
      problem(check, `no access key found (${kindOf(credentials, keys)})`, fix),
      unknown(`cloud.${name} rights`, 'not checked: there is no access key', 'Fix the credentials first, then re-run.'),
    ];
  }
}

function kindOf(credentials: Credentials, keys: Keys | undefined): string {
  switch (credentials.kind) {
    case 'default':
      return keys === undefined ? 'default credential chain' : 'access key in the environment';
    case 'profile':
      return `profile ${credentials.profile}`;
    case 'role':
      return `role ${credentials.roleArn}`;
    default:
      return credentials satisfies never;
  }
}

async function answers(account: Account, keys: Keys | undefined): Promise<readonly Finding[]> {
  const options: DoctorOptions = {
    keys: () => keys,
    retries: { ...NO_RETRIES, timeoutMs: READ_MS },
    timeouts: { readMs: READ_MS },
  };
  // The bot tries the other billing site as well; a person who asks wants to know that this one is wrong.
  const billing = billingEndpoints(account, BILLING_HOSTS)[0];
  const pinned = { ...account, endpoints: { ...account.endpoints, billing } };
  const [regions, orders] = await Promise.all([
    Promise.all(account.regions.map((region) => lookAtRegion(account, region, options))),
    billingFindings(createCloudClient({ ...options, accounts: () => [pinned] }), account),
  ]);
  return [
    ...regions.map((look) => regionFinding(account, look)),
    ...rightFindings(account, regions),
    ...regions.flatMap((look) => priceFindings(account, look)),
    ...orders,
    surplusFinding(account, regions),
    hint(
      `cloud.${account.name} ${NEVER_TRIED}`,
      'not tried: an accepted call is an order',
      'Check in the RAM console that docs/ram-policy.json is attached, with the intended instances in Resource.',
    ),
  ];
}

function regionFinding({ name }: Account, { region, listing }: RegionLook): Finding {
  const check = `cloud.${name} ${region}` as const;
  if ('code' in listing) return cloudTrouble(check, LISTING, `in ${region}`, listing.code);
  const count = listing.instances.length;
  if (count === 0) {
    const fix = 'Check the region; instances of other accounts and regions are not visible.';
    return warning(check, 'no instances, so nothing else could be checked', fix);
  }
  const shown = count === PAGE_SIZE ? `${String(PAGE_SIZE)} or more` : String(count);
  return ok(check, `${shown} ${count === 1 ? 'instance' : 'instances'} (${LISTING})`);
}

/** One line for each right: where it was accepted, or one for each way in which it was not. */
function rightFindings({ name }: Account, regions: readonly RegionLook[]): readonly Finding[] {
  return INSTANCE_RIGHTS.flatMap((right) => {
    const check = `cloud.${name} ${right}` as const;
    const tried = regions.flatMap(({ region, answers }) => {
      const code = answers.get(right);
      return code === undefined ? [] : [{ region, code }];
    });
    const byCode = Map.groupBy(tried, ({ code }) => code);
    const accepted = byCode.get('ok')?.length === tried.length;
    return [...byCode].flatMap(([code, same]) => {
      const place = `in ${same.map(({ region }) => region).join(', ')}`;
      if (code === 'ok') return accepted ? [ok(check, `accepted ${place}`)] : [];
      // That there is no price has a line of its own.
      return right === 'kvstore:DescribePrice' && isRefusal(code) ? [] : [cloudTrouble(check, right, place, code)];
    });
  });
}

/** Whether the key may do more than it needs. */
function surplusFinding({ name }: Account, regions: readonly RegionLook[]): Finding {
  const check = `cloud.${name} rights` as const;
  const fix =
    'Attach docs/ram-policy.json and nothing else: no kvstore:*, no AliyunKvstoreFullAccess, no key of the account owner.';
  const codes = regions.flatMap(({ answers }) => answers.get(NOT_NEEDED) ?? []);
  if (codes.includes('ok')) {
    return warning(check, `the key has more permissions than the bot needs: ${NOT_NEEDED} is accepted`, fix);
  }
  if (codes.some((code) => adviceFor(code).key === 'grant_permission')) {
    return ok(check, `no more permissions than needed, judging by ${NOT_NEEDED}, which is refused`);
  }
  return hint(check, 'cannot check whether the key has more permissions than needed', fix);
}
