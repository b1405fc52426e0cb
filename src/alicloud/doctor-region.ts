import { type InstanceFacts, type InstanceSummary, READY_STATUS } from '../core/instance/instance.ts';
import type { Change, Quote } from '../core/value/change.ts';
import type { Account } from '../core/policy/policy-model.ts';
import type { Cloud } from '../workflow/ports.ts';
import { cloudOver } from './cloud.ts';
import { type CloudCall, type CloudClientOptions, createCloudClient } from './cloud-client.ts';
import { type Right, rightOf } from './doctor-rights.ts';
import { faultOf } from './errors.ts';
import { PAGE_SIZE } from './fleet.ts';
import { instanceRows, summaryOf } from './instance-reader.ts';
import { LIST_RETRIES } from './retry.ts';

/** What one region answered. Codes are those of CloudFault. */
export interface RegionLook {
  readonly region: string;
  /** The first page, or why there is none. */
  readonly listing: { readonly instances: readonly InstanceSummary[] } | { readonly code: string };
  /** `ok` or a code, for each right that was tried. */
  readonly answers: ReadonlyMap<Right, string>;
  /** Undefined without an instance. */
  readonly price: Price | undefined;
}

export interface Price {
  /** `r-… → redis.…` */
  readonly change: string;
  readonly quote: Quote | { readonly code: string };
}

export type DoctorOptions = Omit<CloudClientOptions, 'accounts' | 'log'>;

const DAY_MS = 86_400_000;
const CHANGE: Omit<Change, 'targetClass'> = {
  autoPay: false,
  coupon: 'none',
  effectiveTime: 'Immediately',
  forceUpgrade: false,
  businessInfo: undefined,
};

/**
 * Asks what the bot asks, by the bot's own port, and takes from its log which calls were accepted: some answers the port
 * keeps to itself, because the bot can do without them. Never rejects.
 */
export async function lookAtRegion(account: Account, region: string, options: DoctorOptions): Promise<RegionLook> {
  const answers = new Map<Right, string>();
  const log = ({ action, outcome }: CloudCall) => {
    // Some reads make the same call twice; one that is accepted shows the right.
    if (outcome === 'ok' || !answers.has(rightOf(action))) answers.set(rightOf(action), outcome);
  };
  const client = createCloudClient({ ...options, accounts: () => [{ ...account, regions: [region] }], log });
  const cloud = cloudOver(client, Date.now);
  const page = { RegionId: region, PageSize: String(PAGE_SIZE) };
  const listing = await client
    .read(account.name, region, 'DescribeInstances', page, LIST_RETRIES)
    .then((body) => ({ instances: instanceRows(body).flatMap((row) => summaryOf(account.name, region, row) ?? []) }))
    .catch(codeOf);
  const { instances = [] } = 'instances' in listing ? listing : {};
  const tried = instances.find(({ status }) => status === READY_STATUS) ?? instances[0];
  if (tried === undefined) return { region, listing, answers, price: undefined };

  const facts = (await cloud.instance(tried).catch(() => undefined)) ?? factsOfSummary(tried);
  const since = new Date(Date.now() - DAY_MS).toISOString();
  const [price] = await Promise.all([
    priceOf(cloud, facts),
    Promise.allSettled([
      cloud.networkFacts(facts),
      // CloudMonitor is asked for clusters even where the first source has an answer.
      cloud.usage({ ...facts, architecture: 'cluster' }),
      cloud.tasks(account.name, region, [facts.instanceId], since),
      client.read(account.name, region, 'DescribeInstanceConfig', { InstanceId: facts.instanceId }),
    ]),
  ]);
  return { region, listing, answers, price };
}

/** For the next larger class of its family (`redis.master`), which is what people ask for; else for the class it has. */
async function priceOf(cloud: Cloud, facts: InstanceFacts): Promise<Price> {
  const targets = await cloud.targets(facts).catch(() => []);
  const family = `${facts.realClass.split('.').slice(0, 2).join('.')}.`;
  const larger = targets.filter(({ capacityMb = 0 }) => capacityMb > (facts.capacityMb ?? 0));
  const next = larger.find(({ name }) => name.startsWith(family)) ?? larger[0];
  const targetClass = next?.name ?? facts.instanceClass;
  const quote = await cloud.quote(facts, { ...CHANGE, targetClass }).catch(codeOf);
  return { change: `${facts.instanceId} → ${targetClass}`, quote };
}

function codeOf(thrown: unknown): { readonly code: string } {
  return { code: faultOf(thrown).code };
}

/** Without the right to read one instance, the other rights can still be tried. */
function factsOfSummary(summary: InstanceSummary): InstanceFacts {
  return {
    ...summary,
    realClass: summary.instanceClass,
    engineVersion: '',
    zoneId: undefined,
    orderCompleted: undefined,
    hasRenewChangeOrder: false,
    maintenance: undefined,
    endTime: undefined,
    connections: undefined,
    bandwidthMBs: undefined,
    qps: undefined,
    shards: undefined,
  };
}
