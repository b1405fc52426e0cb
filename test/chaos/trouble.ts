/** What goes wrong, one thing at a time: processes, database, Slack, cloud, configuration. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { restartServer } from '../postgres/server.ts';
import { RULES, type Stage } from '../story/stage.ts';
import type { Crew, Seat } from './crew.ts';
import type { Dice } from './dice.ts';
import type { Fleet } from './people.ts';
import { killAtPoint } from './kill-points.ts';

export interface Scene {
  readonly stage: Stage;
  readonly crew: Crew;
  readonly fleet: Fleet;
  readonly dice: Dice;
  /** The longest time for which a process may be frozen or a connection dead. */
  readonly longestMs: number;
}

type Trouble = (scene: Scene) => Promise<void>;

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

const EVERYWHERE: Readonly<Record<string, Trouble>> = {
  'process: kill -9': (scene) => again(scene, 'SIGKILL'),
  'process: kill -9 at a point': killAtPoint,
  'process: kill -9 at a point, again': killAtPoint,
  'process: kill -9 at a point, once more': killAtPoint,
  'process: kill -9 at a point, and again': killAtPoint,
  'process: SIGTERM': (scene) => again(scene, 'SIGTERM'),
  async 'process: SIGSTOP'(scene) {
    const { bot } = seatOf(scene);
    bot?.signal('SIGSTOP');
    await sleep(span(scene));
    bot?.signal('SIGCONT');
  },
  'Slack: an error': slack((method, dice) => ({
    kind: 'method',
    method,
    times: 3,
    error: dice.pick(['internal_error', 'fatal_error', 'service_unavailable']),
  })),
  'Slack: 429': slack((method) => ({ kind: 'rate_limit', method, retryAfterSeconds: 1, times: 2 })),
  'Slack: 503': slack((method) => ({ kind: 'http', method, status: 503, times: 3 })),
  'Slack: half an answer': slack((method, dice) => ({ kind: 'cut', method, effect: dice.next() < 0.5 })),
  'Slack: a page of a proxy': slack((method) => ({ kind: 'page', method, times: 2 })),
  'Slack: the answer is lost': slack((method) => ({ kind: 'drop_after', method, times: 1 })),
  'Slack: late': slack((method, dice) => ({ kind: 'hang', method, ms: dice.between(500, 4000), times: 2 })),
  async 'Slack: the token is revoked for a while'({ stage, dice }) {
    stage.slack.fault({
      kind: 'method',
      method: '*',
      times: 10_000,
      error: dice.pick(['token_revoked', 'invalid_auth', 'account_inactive']),
    });
    await sleep(dice.between(500, 3000));
    stage.slack.clearFaults();
  },
  async 'Slack: the socket closes'({ stage }) {
    stage.slack.fault({ kind: 'disconnect', reason: 'refresh_requested' });
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
  async 'configuration: edited'({ stage, dice }) {
    stage.configure(`${RULES}# edit ${String(Math.floor(dice.between(0, 1e6)))}\n`);
    await sleep(300);
  },
};

const ON_A_SERVER: Readonly<Record<string, Trouble>> = {
  async 'database: backends terminated'({ stage: { database } }) {
    if (database.at.kind !== 'postgres') return;
    const client = new Client({ connectionString: database.at.url });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await client.end();
  },
  'database: restarted': () => {
    restartServer(process.env['CHAOS_SERVER'] ?? '');
    return Promise.resolve();
  },
  async 'database: connections black-holed'(scene) {
    await seatOf(scene).proxy?.blackHole(span(scene));
  },
  async 'database: answers to commits lost'(scene) {
    seatOf(scene).proxy?.loseAnswers(3);
    await sleep(300);
  },
};

export function troublesOn(kind: 'pglite' | 'postgres'): Readonly<Record<string, Trouble>> {
  return kind === 'pglite' ? EVERYWHERE : { ...EVERYWHERE, ...ON_A_SERVER };
}

type SlackFault = Parameters<Stage['slack']['fault']>[0];
type CloudFault = Parameters<Stage['cloud']['fault']>[0];

function slack(fault: (method: string, dice: Dice) => SlackFault): Trouble {
  return async ({ stage, dice }) => {
    stage.slack.fault(fault(dice.pick(METHODS), dice));
    await sleep(dice.between(100, 600));
  };
}

function cloud(fault: (action: string, dice: Dice) => CloudFault): Trouble {
  return async ({ stage, dice }) => {
    stage.cloud.fault(fault(dice.pick(ACTIONS), dice));
    await sleep(dice.between(100, 600));
  };
}

/** Mostly some seconds, longer than a lease and than a job may be silent in these runs; now and then minutes. */
function span({ dice, longestMs }: Scene): number {
  const most = dice.next() < 0.9 ? Math.min(longestMs, 20_000) : longestMs;
  return dice.between(Math.min(5000, most), most);
}

function seatOf({ crew: { seats }, dice }: Scene): Seat {
  return dice.pick(seats as [Seat, ...Seat[]]);
}

async function again(scene: Scene, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const seat = seatOf(scene);
  await seat.bot?.kill(signal);
  seat.bot = undefined;
  await sleep(scene.dice.between(0, 300));
  await scene.crew.start();
}
