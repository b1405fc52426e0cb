import { setTimeout as sleep } from 'node:timers/promises';
import { adviceFor, OWN_CODES } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import type { Account } from '../core/policy/policy-model.ts';
import { createKeyRing, type Keys } from './credentials.ts';
import { BILLING_HOSTS, billingEndpoints, type BillingHosts, metricsEndpoint, redisEndpoint } from './endpoints.ts';
import { faultOf, ownFault, requestIdOf } from './errors.ts';
import type { Fields } from './fields.ts';
import { type CallPace, createLimiter, PACE } from './limiter.ts';
import { type Channel, createChannel, type Params, type PopCall } from './pop.ts';
import { type Patience, READ_PATIENCE, retried } from './retry.ts';
import { createSharedLimiter, type SharedTurns } from './shared-limiter.ts';

/** One call as logs and metrics see it: no parameter, no message, no URL. */
export interface CloudCall {
  readonly account: string;
  readonly action: string;
  /** `ok`, or the code of the fault. */
  readonly outcome: string;
  readonly ms: number;
  readonly requestId: string | undefined;
}

/** Milliseconds. */
export interface CloudTimeouts {
  readonly readMs?: number;
  readonly orderMs?: number;
  /** Longest pause after the cloud said that there are too many calls. */
  readonly holdMs?: number;
}

export interface GateOptions {
  /** Asked anew for every call: a reloaded configuration counts at once. */
  readonly accounts: () => readonly Account[];
  /** Key of `credentials: default`, where the environment's reader has it; else Alibaba's default chain is asked. */
  readonly keys?: () => Keys | undefined;
  readonly timeouts?: CloudTimeouts;
  readonly patience?: Patience;
  readonly pace?: CallPace;
  /** The queue that all replicas of the bot share; none where there is one process. */
  readonly turns?: SharedTurns | undefined;
  /** Where `endpoints.billing` of the account does not say it; the default is the real ones. */
  readonly billingHosts?: BillingHosts;
  readonly log?: (call: CloudCall) => void;
}

/** The ways to the cloud. All throw CloudFaults only. */
export interface Gate {
  accounts(): readonly Account[];
  /** An R-kvstore read: repeated while that helps. */
  read(account: string, region: string, action: string, params: Params, patience?: Patience): Promise<Fields>;
  /** A CloudMonitor (CMS) read. */
  metrics(account: string, region: string, action: string, params: Params, patience: Patience): Promise<Fields>;
  /** A BssOpenApi read, at the site that knows the account. */
  billing(account: string, action: string, params: Params): Promise<Fields>;
  /** An R-kvstore write: one call, on a connection of its own, unless it is too late for it. */
  write(account: string, region: string, action: string, params: Params, inTime?: () => boolean): Promise<Fields>;
}

const KVSTORE = '2015-01-01';
const BSS = '2017-12-14';
const CMS = '2019-01-01';
const MILLISECONDS = () => performance.now();

export function createGate(options: GateOptions): Gate {
  const ring = createKeyRing(options.keys ?? (() => undefined));
  const waiting = { now: MILLISECONDS, sleep, random: Math.random };
  const pace = options.pace ?? PACE;
  const limiter = createLimiter(pace, waiting, options.timeouts?.holdMs);
  const shared = createSharedLimiter(options.turns, pace, waiting);
  const patience = options.patience ?? READ_PATIENCE;
  const { readMs = 5_000, orderMs = 20_000 } = options.timeouts ?? {};
  const channels = new Map<string, Channel>();
  /** Account -> index of the billing endpoint that did not say NotApplicable. */
  const sites = new Map<string, number>();

  function accountOf(name: string): Account {
    const account = options.accounts().find((one) => one.name === name);
    if (account === undefined) throw ownFault(OWN_CODES.notConfigured);
    return account;
  }

  function channelTo(account: Account, endpoint: string, version: string): Channel {
    const name = JSON.stringify([account.name, account.credentials, endpoint, version]);
    const channel = channels.get(name) ?? createChannel(endpoint, version, () => ring.keys(account));
    channels.set(name, channel);
    return channel;
  }

  /** An answer is not lost because it could not be logged. */
  function tell(call: CloudCall): void {
    try {
      options.log?.(call);
    } catch {
      // Nowhere left to say it.
    }
  }

  async function send(account: Account, endpoint: string, version: string, call: PopCall): Promise<Fields> {
    const key = `${account.name} ${call.action}`;
    const asked = MILLISECONDS();
    await limiter.turn(key);
    await shared.turn(account.name, call.action, pace.maxWaitMs - (MILLISECONDS() - asked));
    const began = MILLISECONDS();
    const seen = (outcome: string, requestId: string | undefined) =>
      tell({ account: account.name, action: call.action, outcome, ms: MILLISECONDS() - began, requestId });
    try {
      const body = await channelTo(account, endpoint, version)(call);
      seen('ok', requestIdOf(body));
      limiter.eased(key);
      return body;
    } catch (thrown) {
      const fault = faultOf(thrown);
      seen(fault.code, fault.requestId);
      const { key: advice } = adviceFor(fault.code);
      if (advice.endsWith('_credentials')) ring.forget(account);
      if (advice === 'slow_down') shared.hold(account.name, call.action, limiter.throttled(key));
      throw fault;
    }
  }

  const reading = (action: string, params: Params, timeoutMs = readMs): PopCall => ({
    action,
    params,
    timeoutMs: Math.min(timeoutMs, readMs),
    alone: false,
  });

  return {
    accounts: options.accounts,
    read: (name, region, action, params, patient = patience) =>
      retried(
        async () => {
          const account = accountOf(name);
          return send(account, redisEndpoint(account, region), KVSTORE, reading(action, params, patient.timeoutMs));
        },
        patient,
        waiting,
      ),
    metrics: (name, region, action, params, patience) =>
      retried(
        async () => {
          const account = accountOf(name);
          return send(account, metricsEndpoint(account, region), CMS, reading(action, params, patience.timeoutMs));
        },
        patience,
        waiting,
      ),
    billing: (name, action, params) =>
      retried(
        async () => {
          const account = accountOf(name);
          const endpoints = billingEndpoints(account, options.billingHosts ?? BILLING_HOSTS);
          const known = sites.get(name) ?? 0;
          const ask = (site: number) => send(account, endpoints[site] ?? endpoints[0], BSS, reading(action, params));
          try {
            return await ask(known);
          } catch (thrown) {
            if (!(thrown instanceof CloudFault) || thrown.code !== 'NotApplicable' || endpoints.length < 2)
              throw thrown;
            const body = await ask(1 - known);
            sites.set(name, 1 - known);
            return body;
          }
        },
        patience,
        waiting,
      ),
    write: async (name, region, action, params, inTime) => {
      const account = accountOf(name);
      const call = { action, params, timeoutMs: orderMs, alone: true, inTime };
      return send(account, redisEndpoint(account, region), KVSTORE, call);
    },
  };
}
