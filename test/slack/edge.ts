/** The Slack edge alone, between the local Slack and a desk made of plain functions. */
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Slack, startSlack } from '../../sandbox/slack/slack.ts';
import { named, namedInText } from '../../src/core/instance/naming.ts';
import type { Policy } from '../../src/core/policy/policy-model.ts';
import { type ServerTimeouts, serveRoutes } from '../../src/ops/server.ts';
import { createIncoming, type IncomingOptions } from '../../src/slack/bolt.ts';
import { createOutgoing } from '../../src/slack/outgoing.ts';
import type { ClickOutcome, Desk, LockCommand, Press, Submission, Notifier } from '../../src/workflow/ports.ts';
import { anInstance, aRequest } from '../builders.ts';
import { NO_RIGHTS } from '../../src/core/policy/rights.ts';
import { aRule } from '../core/policy/policy-builders.ts';
import { POLICY } from './corpus.ts';
import { freePort } from '../../sandbox/free-port.ts';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';

export const ORDERS = 'r-bp1zxszhcgatnx';
export const MID = 'redis.master.mid.default';

const INSTANCES = [anInstance(), anInstance({ instanceId: 'r-bp1sessions', name: 'sessions' })];
const QUOTE = { currency: 'CNY', originalAmount: '49.53', discountAmount: '7.43', tradeAmount: '42.10' };

/** What the workflow would decide about a press. */
type Decisions = Partial<Record<Press['button'], (press: Press) => Promise<ClickOutcome>>>;
export type StubDeskParts = Partial<Desk> & Decisions;

interface StubDesk extends Desk {
  readonly received: Submission[];
  readonly pressed: string[];
  readonly locking: LockCommand[];
}

/** A desk that allows everything; tests replace what they are about. */
export function stubDesk(over: StubDeskParts = {}, notifier: () => Notifier = noVoice): StubDesk {
  const received: Submission[] = [];
  const pressed: string[] = [];
  const locking: LockCommand[] = [];
  const done = (): Promise<ClickOutcome> => Promise.resolve({ kind: 'done', request: aRequest({ state: 'approved' }) });
  return {
    received,
    pressed,
    locking,
    turnedAway: () => Promise.resolve(),
    authorize: (person) => Promise.resolve({ kind: 'member', person }),
    instanceView: () => Promise.resolve({ kind: 'found', facts: anInstance(), open: undefined }),
    search: () => Promise.resolve({ items: INSTANCES, more: false }),
    named: (_, typed) => Promise.resolve(named(typed, INSTANCES)),
    namedIn: (_, text) => Promise.resolve(namedInText(text, INSTANCES)),
    sized: () => Promise.resolve({ kind: 'one', targetClass: MID }),
    usage: () => Promise.resolve(undefined),
    networkFacts: () => Promise.resolve(undefined),
    targets: () => Promise.resolve([{ name: MID, capacityMb: 2048, remark: '' }]),
    quote: () => Promise.resolve({ kind: 'quoted', quote: QUOTE }),
    channel: () => Promise.resolve({ kind: 'open' }),
    messageSeen: () => Promise.resolve(),
    digestSeen: () => Promise.resolve(),
    homeOpened: () => Promise.resolve(),
    suggestedClass: () => Promise.resolve(undefined),
    receive: (inbound) => {
      if (inbound.kind === 'form') received.push(inbound.form);
      else if (inbound.kind === 'press') void decide(inbound.press);
      else if (inbound.kind === 'lock') locking.push(inbound.lock);
      return Promise.resolve(inbound);
    },
    breakGlass: () => Promise.resolve(undefined),
    confirm: () => Promise.resolve(undefined),
    mayPress: ({ button }) => Promise.resolve({ kind: 'done', request: aRequest({ state: STATES[button] }) }),
    request: () => Promise.resolve(undefined),
    requests: () => Promise.resolve([]),
    locks: () => Promise.resolve([]),
    freeze: () => Promise.resolve(undefined),
    mayRequest: () => Promise.resolve({ kind: 'maybe' }),
    rights: () => Promise.resolve({ ...NO_RIGHTS, requests: [aRule()] }),
    suggest: () => Promise.resolve({ kind: 'suggestions', advice: [], of: 0, unread: 0, more: 0, unreadPlaces: [] }),
    report: () => Promise.resolve({ kind: 'report', month: '2026-11', ledgers: [], unread: 0, more: false }),
    why: () => Promise.resolve({ kind: 'refused', reason: 'instance_not_found', detail: { instanceId: ORDERS } }),
    ...over,
  };

  async function decide(press: Press): Promise<void> {
    pressed.push(press.button);
    await notifier().answerClick(press, await (over[press.button] ?? done)(press));
  }
}

function noVoice(): Notifier {
  throw new Error('this desk has no voice');
}

export interface EdgeOptions {
  readonly mode?: 'socket' | 'http';
  readonly desk?: StubDeskParts;
  readonly policy?: Partial<Policy['slack']>;
  readonly over?: Partial<IncomingOptions>;
  readonly scopes?: readonly string[];
  readonly patience?: ServerTimeouts;
  readonly orgWide?: boolean;
  /** How long Slack waits for an acknowledgement; 3 s in life. */
  readonly ackTimeoutMs?: number;
}

const STATES = { approve_comment: 'pending', reject: 'pending', settle: 'unknown', resize_back: 'completed' } as const;

export async function openEdge(options: EdgeOptions = {}) {
  const mode = options.mode ?? 'socket';
  const port = mode === 'http' ? await freePort() : 0;
  const slack: Slack = await startSlack({
    mode,
    orgWide: options.orgWide ?? false,
    scopes: options.scopes ?? manifestScopes(),
    ...(options.ackTimeoutMs === undefined ? {} : { ackTimeoutMs: options.ackTimeoutMs }),
    ...(mode === 'http' ? { requestUrl: `http://127.0.0.1:${String(port)}/slack/events` } : {}),
  });
  const logged: string[] = [];
  const refused: string[] = [];
  const claimed = new Set<string>();
  const note = (level: string) => (facts: object, message: string) => {
    logged.push(`${level} ${message} ${JSON.stringify(facts)}`);
  };
  const policy: Policy = { ...POLICY, slack: { ...POLICY.slack, ...options.policy } };
  const settings = {
    mode,
    botToken: slack.botToken,
    appToken: slack.appToken,
    signingSecret: slack.signingSecret,
    apiUrl: slack.apiUrl,
    policy: () => policy,
    log: { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') },
    now: () => new Date(),
    claim: (key: string) => Promise.resolve(claimed.size < claimed.add(key).size),
    refused: (reason: string) => void refused.push(reason),
    acknowledged: () => undefined,
    called: () => undefined,
    ...options.over,
  };
  const outgoing = createOutgoing(settings);
  const desk = stubDesk(options.desk, () => outgoing.notifier);
  const bot = { ...outgoing, ...createIncoming({ ...settings, desk }, outgoing) };
  await bot.start();
  const served = await serveRoutes(bot.routes, {
    host: '127.0.0.1',
    port,
    refused: (reason) => void refused.push(reason),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
  });
  await slack.connected();
  onTestFinished(async () => {
    await bot.stop();
    await served.close(0);
    await slack.close();
  });
  return {
    slack,
    bot,
    desk,
    logged,
    /** Why something was turned away, oldest first. */
    refused,
    port,
    dev: slack.person('U0DEV1'),
    sre: slack.person('U0SRE1'),
    guest: slack.person('U0GUEST'),
  };
}

/** Waits until it holds, three seconds at most. */
export async function eventually<T>(look: () => T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 150; tries += 1) {
    const seen = look();
    if (seen !== undefined && seen !== false) return seen;
    await wait(20);
  }
  throw new Error(`waited in vain for ${look.toString()}`);
}
