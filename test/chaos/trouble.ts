/** What goes wrong, one thing at a time: processes, database, Slack, cloud, configuration. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type BotProcess, startBot } from '../story/process.ts';
import { RULES, type Stage } from '../story/stage.ts';
import type { Dice } from './dice.ts';

export interface Crew {
  /** Running bots; a place is undefined while its bot is started again. */
  readonly bots: (BotProcess | undefined)[];
}

type Trouble = (stage: Stage, crew: Crew, dice: Dice) => Promise<void>;

const METHODS = [
  'chat.postMessage',
  'chat.update',
  'chat.postEphemeral',
  'users.info',
  'usergroups.users.list',
  '*',
] as const;
const ACTIONS = [
  'ModifyInstanceSpec',
  'DescribeInstanceAttribute',
  'DescribePrice',
  'QueryOrders',
  'GetOrderDetail',
] as const;
/** Longer than a lease and than a job may be silent in these runs. */
const FROZEN_MS = [2000, 9000] as const;

export const TROUBLES: Readonly<Record<string, Trouble>> = {
  'process: kill -9': (stage, crew, dice) => again(stage, crew, dice, 'SIGKILL'),
  'process: SIGTERM': (stage, crew, dice) => again(stage, crew, dice, 'SIGTERM'),
  async 'process: SIGSTOP'(_, { bots }, dice) {
    const bot = bots[Math.floor(dice.next() * bots.length)];
    bot?.signal('SIGSTOP');
    await sleep(dice.between(...FROZEN_MS));
    bot?.signal('SIGCONT');
  },
  async 'database: backends terminated'({ database: { at } }) {
    if (at.kind !== 'postgres') return;
    const client = new Client({ connectionString: at.url });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await client.end();
  },
  'Slack: an error': slack((method, dice) => ({
    kind: 'method',
    method,
    times: 3,
    error: dice.pick(['internal_error', 'fatal_error', 'service_unavailable']),
  })),
  'Slack: 429': slack((method) => ({ kind: 'rate_limit', method, retryAfterSeconds: 1, times: 2 })),
  'Slack: 503': slack((method) => ({ kind: 'http', method, status: 503, times: 3 })),
  'Slack: the answer is lost': slack((method) => ({ kind: 'drop_after', method, times: 1 })),
  'Slack: late': slack((method, dice) => ({ kind: 'hang', method, ms: dice.between(500, 4000), times: 2 })),
  async 'Slack: the token is revoked for a while'(stage, _, dice) {
    stage.slack.fault({
      kind: 'method',
      method: '*',
      times: 10_000,
      error: dice.pick(['token_revoked', 'invalid_auth', 'account_inactive']),
    });
    await sleep(dice.between(500, 3000));
    stage.slack.clearFaults();
  },
  async 'Slack: the socket closes'({ slack }) {
    slack.fault({ kind: 'disconnect', reason: 'refresh_requested' });
    await sleep(500);
  },
  'Slack: a payload twice': slack(() => ({ kind: 'redeliver', times: 2 })),
  'cloud: throttling': cloud((action) => ({ kind: 'throttle', action, times: 3 })),
  'cloud: an HTML page': cloud((action) => ({ kind: 'html', action, times: 2 })),
  'cloud: an HTML page after the effect': cloud((action) => ({ kind: 'html', action, effect: true })),
  'cloud: the call is lost': cloud((action) => ({ kind: 'drop_before', action })),
  'cloud: the answer is lost': cloud((action) => ({ kind: 'drop_after', action })),
  'cloud: no answer': cloud((action) => ({ kind: 'hang', action })),
  'cloud: no answer, with the effect': cloud((action) => ({ kind: 'hang', action, effect: true })),
  'cloud: late': cloud((action, dice) => ({ kind: 'delay', action, ms: dice.between(500, 3500) })),
  async 'configuration: edited'(stage, _, dice) {
    stage.configure(`${RULES}# edit ${String(Math.floor(dice.between(0, 1e6)))}\n`);
    await sleep(300);
  },
};

type SlackFault = Parameters<Stage['slack']['fault']>[0];
type CloudFault = Parameters<Stage['cloud']['fault']>[0];

function slack(fault: (method: string, dice: Dice) => SlackFault): Trouble {
  return async (stage, _, dice) => {
    stage.slack.fault(fault(dice.pick(METHODS), dice));
    await sleep(dice.between(100, 600));
  };
}

function cloud(fault: (action: string, dice: Dice) => CloudFault): Trouble {
  return async (stage, _, dice) => {
    stage.cloud.fault(fault(dice.pick(ACTIONS), dice));
    await sleep(dice.between(100, 600));
  };
}

async function again(stage: Stage, { bots }: Crew, dice: Dice, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const place = Math.floor(dice.next() * bots.length);
  await bots[place]?.kill(signal);
  bots[place] = undefined;
  await sleep(dice.between(0, 300));
  bots[place] = await startBot(stage);
}
