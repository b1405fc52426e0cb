import type { Expected, PolicyCase } from '../core/explain/cases.ts';
import type { ChangeFlags, Until } from '../core/value/change.ts';
import { parseDuration } from '../core/value/duration.ts';
import { describeClass, memoryAfter } from '../core/instance/classes.ts';
import { readCoupon } from '../core/value/coupon.ts';
import { BILLED_IN } from '../core/value/money.ts';
import type { Directory, Policy } from '../core/policy/policy-model.ts';
import type { Person } from '../core/request/request.ts';
import { parseSize } from '../core/value/size.ts';
import type { Question } from '../core/policy/verdict.ts';
import { given, list, partsOf } from './build.ts';
import { slackGroupsOf } from './cases-lint.ts';
import type { RawCase, RawCases } from './cases-schema.ts';

/** Stands for the requester where a case gives only groups. */
const ANYBODY = 'U0ANYBODY';

/** A checked case as core/ uses it. */
export function buildCase(raw: RawCase, file: RawCases, policy: Policy, line: number): PolicyCase {
  const { name, given, expect } = raw;
  const person = { teamId: policy.slack.teams?.[0] ?? 'T0CASES', userId: userOf(given.person) };
  const instance = instanceOf(given.instance, policy);
  const { site } = policy.accounts.find((account) => account.name === instance.account) ?? { site: 'china' };
  const money = (amount: string | number) => quoteOf(String(amount), given.currency ?? BILLED_IN[site][0]);
  const { price, priceNow } = given;
  const quote =
    price === undefined
      ? undefined
      : { ...money(price), ...(priceNow === undefined ? {} : { priceNow: String(priceNow) }) };
  const spent = given.spentThisMonth ?? 0;
  const question: Question = {
    person,
    instance,
    change: {
      ...{ targetClass: given.change.class, businessInfo: undefined, ...policy.defaults, ...flagsOf(given.change) },
      until: untilOf(given.change.until),
    },
    startAt: utc(given.change.start),
    quote,
    directory: directoryOf(raw, file, person, policy),
    spending:
      spent === 'unknown'
        ? undefined
        : [{ requester: person, account: instance.account, chargeType: 'PrePaid', quote: money(spent) }],
    now: new Date(given.time ?? file.time),
    breakGlass: given.breakGlass ?? false,
    channelId: given.channel,
  };
  return { name, line, question, expected: expectedOf(expect) };
}

function untilOf(raw: string | undefined): Until | undefined {
  const ms = raw === undefined ? undefined : parseDuration(raw);
  if (ms !== undefined) return { kind: 'duration', ms };
  const at = utc(raw);
  return at === undefined ? undefined : { kind: 'instant', at };
}

function utc(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(moment).toISOString();
}

function userOf(person: RawCase['given']['person']): string {
  return typeof person === 'string' ? person : (person.id ?? ANYBODY);
}

function instanceOf(raw: RawCase['given']['instance'], { accounts }: Policy): Question['instance'] {
  const account = accounts.find(({ name }) => name === raw.account) ?? accounts[0];
  const facts = describeClass(raw.class);
  const instanceId = raw.id ?? 'r-case';
  const architecture = raw.architecture ?? (facts?.architecture.includes('|') === true ? '' : facts?.architecture);
  const sharded = {
    instanceClass: raw.class,
    architecture: architecture ?? '',
    capacityMb: undefined,
    shards: raw.shards,
  };
  return {
    account: account?.name ?? '',
    region: raw.region ?? account?.regions[0] ?? '',
    instanceId,
    name: raw.name ?? '',
    status: 'Normal',
    instanceClass: raw.class,
    realClass: raw.class,
    architecture: sharded.architecture,
    chargeType: raw.chargeType ?? 'PrePaid',
    capacityMb: raw.memory === undefined ? memoryAfter(sharded, raw.class) : parseSize(raw.memory),
    shards: raw.shards,
    endTime: raw.until,
    tags: raw.tags ?? {},
  };
}

function quoteOf(amount: string, currency: string) {
  return { currency, originalAmount: amount, discountAmount: '0', tradeAmount: amount };
}

/** User groups and channels are empty unless the file, the case or its person adds members. */
function directoryOf({ given }: RawCase, file: RawCases, person: Person, policy: Policy): Directory {
  const everything = Object.keys(policy.groups).flatMap((name) => slackGroupsOf(name, policy) ?? []);
  const directory = new Map<string, Set<string> | 'unknown'>(everything.map((id) => [id, new Set()]));
  const said = Object.entries({ ...file.members, ...given.members });
  for (const [name, ids] of said) {
    for (const id of slackGroupsOf(name, policy) ?? []) {
      const known = directory.get(id);
      const both = ids === 'unknown' || known === 'unknown' ? 'unknown' : new Set([...(known ?? []), ...ids]);
      directory.set(id, both);
    }
  }
  const own = typeof given.person === 'string' ? [] : given.person.groups;
  for (const id of own.flatMap((name) => slackGroupsOf(name, policy) ?? [])) {
    const known = directory.get(id);
    if (known !== 'unknown') directory.set(id, new Set([...(known ?? []), person.userId]));
  }
  return directory;
}

function expectedOf(raw: RawCase['expect']): Expected {
  if (typeof raw === 'string') return { verdict: raw };
  const { verdict, rule, approvals, because, timing, flags } = raw;
  const parts = approvals === 'none' ? [] : approvals && partsOf(approvals);
  return {
    verdict,
    ...given({ rule, approvals: parts, because: list(because), timing, flags: flags && flagsOf(flags) }),
  };
}

function flagsOf(raw: NonNullable<Exclude<RawCase['expect'], string>['flags']>): Partial<ChangeFlags> {
  const { autoPay, coupon, effectiveTime, forceUpgrade } = raw;
  return given({ autoPay, coupon: coupon && readCoupon(coupon), effectiveTime, forceUpgrade });
}
