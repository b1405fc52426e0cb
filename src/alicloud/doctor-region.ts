import type { CloudFault } from '../core/faults.ts';
import { type InstanceSummary, READY_STATUS } from '../core/instance/instance.ts';
import { INSTANCE_PROBES, listProbe, moreProbe, type Right } from './doctor-probes.ts';
import { faultOf } from './errors.ts';
import type { Fields } from './fields.ts';
import type { Gate } from './gate.ts';
import { instanceRows, summaryOf } from './instance-reader.ts';
import { targetsOf } from './offer-reader.ts';

/** What one region answered. `answers` holds what was tried, and undefined for what was accepted. */
export interface RegionLook {
  readonly region: string;
  readonly instances: readonly InstanceSummary[];
  readonly tried: InstanceSummary | undefined;
  readonly target: string | undefined;
  readonly listing: CloudFault | undefined;
  readonly answers: ReadonlyMap<Right, CloudFault | undefined>;
  readonly price: Fields | undefined;
  /** Whether the key may do what the bot never does; undefined when that was not found out. */
  readonly mayDoMore: boolean | undefined;
}

/** Never rejects. */
export async function lookAtRegion(gate: Gate, account: string, region: string): Promise<RegionLook> {
  const nothing = { region, instances: [], tried: undefined, target: undefined, answers: new Map(), price: undefined };
  const listed = await attempt(
    listProbe(gate, account, region).then((body) =>
      instanceRows(body).flatMap((row) => summaryOf(account, region, row) ?? []),
    ),
  );
  if (listed.kind === 'failed') return { ...nothing, listing: listed.fault, mayDoMore: undefined };
  const instances = listed.value;
  const tried = instances.find(({ status }) => status === READY_STATUS) ?? instances[0];
  if (tried === undefined) return { ...nothing, listing: undefined, mayDoMore: undefined };

  const {
    'kvstore:DescribePrice': askPrice,
    'kvstore:DescribeAvailableResource': askOffers,
    ...others
  } = INSTANCE_PROBES;
  const offers = attempt(askOffers(gate, tried));
  const target = offers.then((found) => (found.kind === 'ok' ? nextClass(tried, found.value) : tried.instanceClass));
  const price = attempt(target.then((name) => askPrice(gate, tried, name)));
  const [more, ...rest] = await Promise.all([
    attempt(moreProbe(gate, tried)),
    named('kvstore:DescribeAvailableResource', offers),
    named('kvstore:DescribePrice', price),
    ...Object.entries(others).map(([right, ask]) => named(right as Right, attempt(ask(gate, tried)))),
  ]);
  const priced = await price;
  return {
    region,
    instances,
    tried,
    target: await target,
    listing: undefined,
    answers: new Map(rest),
    price: priced.kind === 'ok' ? priced.value : undefined,
    mayDoMore: more.kind === 'ok',
  };
}

/** The next larger class, which is what people ask for; else what it is already. */
function nextClass({ instanceClass, capacityMb = 0 }: InstanceSummary, offers: Fields): string {
  const larger = targetsOf({ engineVersion: '', shards: undefined }, offers)
    .filter((offer) => (offer.capacityMb ?? 0) > capacityMb)
    .sort((a, b) => (a.capacityMb ?? 0) - (b.capacityMb ?? 0));
  return larger[0]?.name ?? instanceClass;
}

type Attempt<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'failed'; readonly fault: CloudFault };

async function attempt<T>(call: Promise<T>): Promise<Attempt<T>> {
  try {
    return { kind: 'ok', value: await call };
  } catch (thrown) {
    return { kind: 'failed', fault: faultOf(thrown) };
  }
}

async function named(right: Right, call: Promise<Attempt<unknown>>): Promise<readonly [Right, CloudFault | undefined]> {
  const done = await call;
  return [right, done.kind === 'ok' ? undefined : done.fault];
}
