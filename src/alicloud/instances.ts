import { OWN_CODES } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import type { InstanceRef, InstanceSummary } from '../core/instance/instance.ts';
import type { Cloud } from '../workflow/ports.ts';
import { faultOf, ownFault } from './errors.ts';
import type { Gate } from './gate.ts';
import { factsOf, instanceRows, summaryOf } from './instance-reader.ts';
import { createPlaces } from './places.ts';
import { IN_A_HURRY } from './retry.ts';

/**
 * Every region of every account gives its first page, the largest there is, and no more: whoever has more instances than
 * that types a longer part of the name. Nothing is cut here, because only the desk knows which ones the person may touch.
 */
const PAGE_SIZE = 50;

export function createInstances(
  gate: Gate,
  now: () => number,
): Pick<Cloud, 'locate' | 'instance' | 'summaries' | 'search'> {
  const places = createPlaces(now);

  async function look(account: string, region: string, instanceId: string): Promise<InstanceRef | undefined> {
    try {
      const body = await gate.read(account, region, 'DescribeInstances', { RegionId: region, InstanceIds: instanceId });
      const found = instanceRows(body).some((row) => summaryOf(account, region, row)?.instanceId === instanceId);
      return found ? { account, region, instanceId } : undefined;
    } catch (thrown) {
      if (isAbsence(thrown)) return undefined;
      throw thrown;
    }
  }

  return {
    async locate(instanceId, region) {
      const known = places.get(instanceId, region, gate.accounts());
      if (known !== undefined) return known;
      const regions = Map.groupBy(targetsOf(gate, region), (target) => target.region);
      // An instance is in one region, but two accounts of the configuration may both see it there: the first one counts.
      const found = await firstFound(
        [...regions.values()].map((targets) =>
          inOrder(targets.map(({ account, region }) => look(account, region, instanceId))),
        ),
      );
      if (found !== undefined) places.keep(found);
      return found;
    },

    async instance(ref) {
      try {
        const params = { RegionId: ref.region, InstanceId: ref.instanceId };
        return factsOf(ref, await gate.read(ref.account, ref.region, 'DescribeInstanceAttribute', params));
      } catch (thrown) {
        if (isAbsence(thrown)) return undefined;
        throw thrown;
      }
    },

    async summaries(account, region, ids) {
      if (ids.length === 0) return [];
      const params = { RegionId: region, InstanceIds: ids.join(','), PageSize: '50' };
      const body = await gate.read(account, region, 'DescribeInstances', params);
      return instanceRows(body).map((row) => {
        const summary = summaryOf(account, region, row);
        // Left out, it would look like an instance that is gone.
        if (summary === undefined) throw ownFault(OWN_CODES.malformed);
        return summary;
      });
    },

    async search(words) {
      const looks = targetsOf(gate, undefined).map(async ({ account, region }) => {
        const params = { RegionId: region, SearchKey: words.trim() || undefined, PageSize: String(PAGE_SIZE) };
        const rows = instanceRows(await gate.read(account, region, 'DescribeInstances', params, IN_A_HURRY));
        return rows.map((row) => summaryOf(account, region, row)).filter((one) => one !== undefined);
      });
      const lists = await Promise.allSettled(looks);
      const answered = lists.filter((one) => one.status === 'fulfilled');
      const failed = lists.find((one) => one.status === 'rejected');
      if (answered.length === 0 && failed !== undefined) throw failed.reason;
      return onceEach(answered.flatMap((one) => one.value));
    },
  };
}

function targetsOf(gate: Gate, region: string | undefined): readonly { account: string; region: string }[] {
  return gate
    .accounts()
    .flatMap((account) =>
      account.regions
        .filter((one) => region === undefined || one === region)
        .map((one) => ({ account: account.name, region: one })),
    );
}

/** The same instance may be seen by two accounts; the first one of the configuration counts. */
function onceEach(found: readonly InstanceSummary[]): readonly InstanceSummary[] {
  return [...Map.groupBy(found, (one) => one.instanceId).values()].flatMap((same) => same.slice(0, 1));
}

/** Codes that say "no such instance" to a read by id; a mistyped id is malformed to some regions. */
function isAbsence(thrown: unknown): boolean {
  return thrown instanceof CloudFault && ABSENT.has(thrown.code);
}

const ABSENT = new Set(['InvalidInstanceId.NotFound', 'InvalidDBInstance.NotFound', 'InvalidInstanceIds.Malformed']);

type Looking<T> = Promise<T | undefined>;

/** The first of the list that was found, however the later ones come out. "None" needs an answer from all. */
async function inOrder<T>(looks: readonly Looking<T>[]): Looking<T> {
  const answers = looks.map((look) => Promise.allSettled([look]));
  let failure: PromiseRejectedResult | undefined;
  for (const answer of answers) {
    const [settled] = await answer;
    if (settled.status === 'rejected') failure ??= settled;
    else if (settled.value !== undefined) return settled.value;
  }
  if (failure !== undefined) throw failure.reason;
  return undefined;
}

/** Whichever is found first in time, so that a region which hangs delays nobody. "None" needs an answer from all. */
async function firstFound<T>(looks: readonly Looking<T>[]): Looking<T> {
  const found = looks.map(async (look) => {
    const value = await look;
    if (value === undefined) throw new NotHere();
    return value;
  });
  try {
    return await Promise.any(found);
  } catch (thrown) {
    const reasons: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown];
    const failure = reasons.find((reason) => !(reason instanceof NotHere));
    if (failure !== undefined) throw faultOf(failure);
    return undefined;
  }
}

class NotHere extends Error {}
