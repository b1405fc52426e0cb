/** Keys of the terminal while one plays: what else happens in a cloud and a Slack. */
import type { Cloud } from '../alicloud/cloud.ts';
import type { Slack } from '../slack/slack.ts';

interface Key {
  readonly key: string;
  readonly what: string;
  /** What became of it, in a sentence. */
  readonly press: () => string;
}

const HOUR_MS = 3_600_000;
/** Slower than the three seconds of a form; the bot waits ten. */
const SLOW_MS = 4_000;
const SLOW_CALLS = 5;

/** `forward` moves the clock of the cloud. */
export function demoKeys(slack: Pick<Slack, 'fault'>, cloud: Cloud, forward: (ms: number) => void): readonly Key[] {
  const settleUnpaid = (how: 'pay' | 'cancel', done: string) => (): string => {
    const unpaid = cloud.orders.filter(({ status }) => status === 'Unpaid').map(({ orderId }) => orderId);
    for (const orderId of unpaid) cloud[how](orderId);
    return unpaid.length === 0 ? 'There is no unpaid order.' : `${done}: ${unpaid.join(', ')}.`;
  };
  return [
    { key: 'p', what: 'pay every unpaid order, as in the billing console', press: settleUnpaid('pay', 'Paid') },
    { key: 'c', what: 'cancel every unpaid order', press: settleUnpaid('cancel', 'Canceled') },
    {
      key: 'h',
      what: 'move the clock of the cloud an hour ahead',
      press() {
        forward(HOUR_MS);
        return 'The cloud is an hour further.';
      },
    },
    {
      key: 'l',
      what: 'lose the answer to the next order: it is made, and no one says so',
      press() {
        cloud.fault({ kind: 'drop_after', action: 'ModifyInstanceSpec' });
        return 'The answer to the next order will be lost.';
      },
    },
    {
      key: 's',
      what: 'have Slack slow for its next calls',
      press() {
        slack.fault({ kind: 'hang', method: '*', times: SLOW_CALLS, ms: SLOW_MS, effect: true });
        return `The next ${String(SLOW_CALLS)} calls of Slack take ${String(SLOW_MS / 1000)} s.`;
      },
    },
  ];
}

/** What is asked of a terminal. */
interface Terminal {
  readonly isTTY: boolean;
  setRawMode(raw: boolean): unknown;
  on(event: 'data', hear: (typed: Buffer) => void): unknown;
}

/** Listens on a terminal, key by key. Ctrl-C stays what it is. */
export function listenForKeys(keys: readonly Key[], input: Terminal, tell: (sentence: string) => void): void {
  if (!input.isTTY) return;
  input.setRawMode(true);
  input.on('data', (typed: Buffer) => {
    if (typed.includes(3)) process.kill(process.pid, 'SIGINT');
    const found = keys.find(({ key }) => key === typed.toString().toLowerCase());
    if (found !== undefined) tell(found.press());
  });
}
