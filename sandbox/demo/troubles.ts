/** Faults of the cloud and of Slack that stay until they are switched off. */
import type { Cloud } from '../alicloud/cloud.ts';
import type { Slack } from '../slack/slack.ts';

/** What trouble can be made for. */
export interface World {
  readonly slack: Pick<Slack, 'fault'>;
  readonly cloud: Cloud;
}

interface Trouble {
  readonly what: string;
  /** Returns what ends it. */
  readonly start: (world: World) => () => void;
}

const ORDER = 'ModifyInstanceSpec';
const times = Infinity;
const HOUR_MS = 3_600_000;

export const TROUBLES = {
  // Longer than a form may take; the bot waits ten seconds.
  slack_slow: {
    what: 'Slack is slow: each call takes 4 seconds',
    start: ({ slack }) => slack.fault({ kind: 'hang', method: '*', times, ms: 4000, effect: true }),
  },
  slack_limits: {
    what: 'Slack limits how often a message may change: again after 5 seconds',
    start: ({ slack }) => slack.fault({ kind: 'rate_limit', method: 'chat.update', times, retryAfterSeconds: 5 }),
  },
  slack_down: {
    what: 'Slack is down: it answers with errors',
    start: ({ slack }) => slack.fault({ kind: 'http', method: '*', times, status: 503 }),
  },
  slack_twice: {
    what: 'Slack delivers everything twice',
    start: ({ slack }) => slack.fault({ kind: 'redeliver', times }),
  },
  answer_lost: {
    what: 'The answer of the cloud is lost: the order is made, and no one says so',
    start: ({ cloud }) => cloud.fault({ kind: 'drop_after', action: ORDER, times }),
  },
  no_stock: {
    what: 'The cloud refuses orders: no stock',
    start: ({ cloud }) => cloud.fault({ kind: 'error', code: 'QuotaNotEnough', action: ORDER, times }),
  },
  cloud_slow: {
    what: 'The cloud is slow: each call takes 5 seconds',
    start: ({ cloud }) => cloud.fault({ kind: 'delay', ms: 5000, times }),
  },
  cloud_throttled: {
    what: 'The cloud throttles every call',
    start: ({ cloud }) => cloud.fault({ kind: 'throttle', times }),
  },
  cloud_down: {
    what: 'The cloud is down: a proxy answers with an HTML page',
    start: ({ cloud }) => cloud.fault({ kind: 'html', times }),
  },
  long_changes: {
    what: 'A change takes an hour, from the next one on',
    start: ({ cloud: { settings } }) => {
      const usual = settings.changeDurationMs;
      settings.changeDurationMs = HOUR_MS;
      return () => void (settings.changeDurationMs = usual);
    },
  },
} as const satisfies Readonly<Record<string, Trouble>>;

export type TroubleName = keyof typeof TROUBLES;
