/** What has to be true after the story. Pure: facts in, verdicts out. */
import type { CallRecord, OrderRecord } from '../alicloud/cloud.ts';
import { formatAmount } from '../alicloud/money.ts';

export interface StoryFacts {
  readonly wish: { readonly instanceId: string; readonly from: string; readonly to: string };
  /** Names as in mentions. */
  readonly requester: string;
  readonly approver: string;
  /** The confirm dialog of the approval; undefined when there was none. */
  readonly confirm: string | undefined;
  /** What became of every payload that Slack sent to the bot. */
  readonly deliveries: readonly { readonly verdict: string; readonly ackMs?: number }[];
  readonly cloudCalls: readonly CallRecord[];
  readonly orders: readonly OrderRecord[];
  /** Afterwards. */
  readonly instance: { readonly instanceClass: string; readonly status: string };
  /** Messages of the bot in the channel that are in no thread, and how often the first was edited. */
  readonly cards: number;
  readonly edits: number;
  /** As people read them. */
  readonly card: string;
  readonly thread: readonly string[];
  readonly mirror: readonly string[];
}

export interface Checked {
  readonly told: string;
  /** How it was otherwise; undefined when it was as told. */
  readonly deviation?: string;
}

export const ORDER_ACTION = 'ModifyInstanceSpec';
/** Slack's own limit. */
const ACK_MS = 3000;

export function checkStory(facts: StoryFacts): readonly Checked[] {
  return CHECKS.map(([told, deviationIn]) => {
    const deviation = deviationIn(facts);
    return { told: told(facts), ...(deviation === undefined ? {} : { deviation }) };
  });
}

type Check = readonly [told: (facts: StoryFacts) => string, deviation: (facts: StoryFacts) => string | undefined];

const CHECKS: readonly Check[] = [
  [
    ({ deliveries }) => `Slack was answered ${deliveries.length} times, each within its 3 seconds`,
    ({ deliveries }) => {
      const bad = deliveries.filter(({ verdict, ackMs = 0 }) => verdict !== 'acknowledged' || ackMs >= ACK_MS);
      if (deliveries.length === 0) return 'nothing was delivered';
      return bad.length === 0 ? undefined : `${bad.length} were not: ${bad.map(({ verdict }) => verdict).join(', ')}`;
    },
  ],
  [
    ({ requester, approver }) => `@${approver} approved the request of @${requester}, and no other approval was needed`,
    ({ thread, requester, approver }) => {
      if (requester === approver) return 'it was the same person';
      return thread.some((line) => line.startsWith(`@${approver} `))
        ? undefined
        : `the thread does not name @${approver}`;
    },
  ],
  [
    () => 'the confirm dialog named the change and the price before anything was charged',
    ({ confirm = '', wish, orders }) =>
      missingIn('it', confirm, [wish.instanceId, wish.from, wish.to, priceOf(orders)]),
  ],
  [
    () => `exactly one ${ORDER_ACTION} reached the cloud`,
    (facts) => {
      const calls = orderCalls(facts).length;
      return calls === 1 ? undefined : `${calls} did`;
    },
  ],
  [
    () => 'it was a POST with nothing in its address, and its signature was verified',
    (facts) =>
      firstOf(orderCalls(facts), ({ method, queryNames, signatureVerified, ok, code }) => {
        if (method !== 'POST') return `it was a ${method}`;
        if (queryNames.length > 0) return `its address held ${queryNames.join(', ')}`;
        if (!signatureVerified) return 'its signature was not verified';
        return ok ? undefined : `it was refused: ${code ?? 'no code'}`;
      }),
  ],
  [
    () => 'its parameters are those of the form, and none that the API does not know',
    (facts) =>
      firstOf(orderCalls(facts), ({ params, unknownParameters }) => {
        const wrong = Object.entries(wantedParameters(facts)).find(([name, value]) => params[name] !== value);
        if (wrong !== undefined) return `${wrong[0]} was ${params[wrong[0]] ?? 'not given'} instead of ${wrong[1]}`;
        if (params['ClientToken'] === undefined) return 'it had no ClientToken';
        return unknownParameters.length === 0 ? undefined : `unknown: ${unknownParameters.join(', ')}`;
      }),
  ],
  [
    ({ orders }) => `one order exists, it is paid, and the thread names it: ${orders[0]?.orderId ?? 'none'}`,
    ({ orders, thread }) => {
      const [order, ...others] = orders;
      if (order === undefined || others.length > 0) return `${orders.length} orders exist`;
      if (order.status !== 'Paid') return `it is ${order.status}`;
      return missingIn('the thread', thread.join('\n'), [order.orderId]);
    },
  ],
  [
    ({ wish }) => `the instance is Normal, and its class is ${wish.to}`,
    ({ instance, wish }) =>
      instance.instanceClass === wish.to && instance.status === 'Normal'
        ? undefined
        : `it is ${instance.status}, and its class is ${instance.instanceClass}`,
  ],
  [
    ({ requester }) => `only then was it said, to @${requester}`,
    ({ thread, requester, wish, orders }) => {
      const ordered = thread.findIndex((line) => line.includes(orders[0]?.orderId ?? 'no order'));
      const done = thread.findIndex((line, at) => at > ordered && line.includes(wish.to));
      if (ordered < 0 || done < 0) return 'the thread does not tell the order and then the new class';
      return missingIn('the line', thread[done] ?? '', [`@${requester}`]);
    },
  ],
  [
    ({ edits }) => `one card, edited in place ${edits} times, never posted again`,
    ({ cards, edits }) => {
      if (cards !== 1) return `${cards} were posted`;
      return edits > 0 ? undefined : 'it was never edited';
    },
  ],
  [
    () => 'the card shows the order, and offers nothing to decide any more',
    ({ card, orders }) =>
      /\[(Approve|Reject|Withdraw)\]/.test(card)
        ? 'it still has its buttons'
        : missingIn('the card', card, [orders[0]?.orderId ?? 'an order']),
  ],
  [
    ({ mirror }) => `#audit has ${mirror.length} lines about it`,
    ({ mirror, card }) => {
      const id = /\brr-[0-9a-z]{8}\b/.exec(card)?.[0];
      if (id === undefined) return 'the card shows no id';
      return mirror.some((line) => line.includes(id)) ? undefined : `none of them names ${id}`;
    },
  ],
];

export function orderCalls({ cloudCalls }: Pick<StoryFacts, 'cloudCalls'>): readonly CallRecord[] {
  return cloudCalls.filter(({ action }) => action === ORDER_ACTION);
}

function wantedParameters({ wish }: StoryFacts): Readonly<Record<string, string>> {
  return {
    InstanceId: wish.instanceId,
    InstanceClass: wish.to,
    AutoPay: 'true',
    EffectiveTime: 'Immediately',
    ForceUpgrade: 'false',
  };
}

function priceOf([order]: readonly OrderRecord[]): string {
  return order === undefined ? 'the price' : formatAmount(order.trade);
}

function firstOf<T>(all: readonly T[], deviation: (one: T) => string | undefined): string | undefined {
  const [first] = all;
  return first === undefined ? 'there was none' : deviation(first);
}

function missingIn(place: string, text: string, wanted: readonly string[]): string | undefined {
  const missing = wanted.filter((part) => !text.includes(part));
  return missing.length === 0 ? undefined : `${place} does not say ${missing.join(', ')}`;
}
