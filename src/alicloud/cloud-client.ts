import { adviceFor, CLIENT_CODES } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import type { Account } from '../core/policy/policy-model.ts';
import { createKeyRing, type Keys } from './credentials.ts';
import { BILLING_HOSTS, billingEndpoints, type BillingHosts, metricsEndpoint, redisEndpoint } from './endpoints.ts';
import { asksToSlowDown, clientFault, faultOf, requestIdOf } from './errors.ts';
import type { Fields } from './fields.ts';
import { createPermits, RATE_LIMIT, type RateLimit } from './permits.ts';
import { READ_RETRIES, retried, type RetryPolicy } from './retry.ts';
import { createRpcSender, type Params, type RpcCall, type RpcSender } from './rpc-sender.ts';
import { REAL_TIMER, type Timer } from './timer.ts';

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
  /** Longest pause after the cloud asked for fewer calls. */
  readonly maxPauseMs?: number;
}

export interface CloudClientOptions {
  /** Read for every call, so that a reloaded configuration counts immediately. */
  readonly accounts: () => readonly Account[];
  /** Key of `credentials: default`, where the environment has one; else Alibaba's default chain finds it. */
  readonly keys?: () => Keys | undefined;
  readonly timeouts?: CloudTimeouts;
  /** For reads that bring no policy of their own. */
  readonly retries?: RetryPolicy;
  readonly rateLimit?: RateLimit;
  readonly timer?: Timer;
  /** For accounts without `endpoints.billing`; the default is the real ones. */
  readonly billingHosts?: BillingHosts;
  readonly log?: (call: CloudCall) => void;
}

/** The ways to the cloud. All throw CloudFaults only. */
export interface CloudClient {
  accounts(): readonly Account[];
  /** An R-kvstore read, repeated while that helps. */
  read(account: string, region: string, action: string, params: Params, retries?: RetryPolicy): Promise<Fields>;
  /** A CloudMonitor (CMS) read. */
  metrics(account: string, region: string, action: string, params: Params, retries: RetryPolicy): Promise<Fields>;
  /** A BssOpenApi read, at the site that knows the account. */
  billing(account: string, action: string, params: Params): Promise<Fields>;
  /** An R-kvstore write: one call, never repeated; not sent when `inTime`, asked last, says that it is too late. */
  write(account: string, region: string, action: string, params: Params, inTime?: () => boolean): Promise<Fields>;
}

const KVSTORE = '2015-01-01';
const BSS = '2017-12-14';
const CMS = '2019-01-01';

export function createCloudClient(options: CloudClientOptions): CloudClient {
  const { timer = REAL_TIMER, retries = READ_RETRIES, rateLimit = RATE_LIMIT } = options;
  const { readMs = 5_000, orderMs = 20_000, maxPauseMs = rateLimit.maxPauseMs } = options.timeouts ?? {};
  const permits = createPermits({ ...rateLimit, maxPauseMs }, timer);
  const ring = createKeyRing(options.keys ?? (() => undefined));
  const senders = new Map<string, RpcSender>();
  /** Account -> index of the billing endpoint that did not say NotApplicable. */
  const sites = new Map<string, number>();

  function accountOf(name: string): Account {
    const account = options.accounts().find((one) => one.name === name);
    if (account === undefined) throw clientFault(CLIENT_CODES.notConfigured);
    return account;
  }

  function senderTo(account: Account, endpoint: string, version: string): RpcSender {
    const name = JSON.stringify([account.name, account.credentials, endpoint, version]);
    const sender = senders.get(name) ?? createRpcSender(endpoint, version, () => ring.keys(account));
    senders.set(name, sender);
    return sender;
  }

  /** An answer is not lost because it could not be logged. */
  function report(call: CloudCall): void {
    try {
      options.log?.(call);
    } catch {
      // There is nowhere else to report it.
    }
  }

  async function send(account: Account, endpoint: string, version: string, call: RpcCall): Promise<Fields> {
    const { action } = call;
    const permit = await permits.acquire(account.name, action);
    const began = timer.now();
    const ended = (outcome: string, requestId: string | undefined) =>
      report({ account: account.name, action, outcome, ms: timer.now() - began, requestId });
    try {
      const body = await senderTo(account, endpoint, version)(call);
      permit.succeeded();
      ended('ok', requestIdOf(body));
      return body;
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (asksToSlowDown(fault.code)) permit.backOff();
      if (adviceFor(fault.code).key.endsWith('_credentials')) ring.forget(account);
      ended(fault.code, fault.requestId);
      throw fault;
    } finally {
      permit.release();
    }
  }

  const reading = (action: string, params: Params, timeoutMs = readMs): RpcCall => ({
    action,
    params,
    timeoutMs: Math.min(timeoutMs, readMs),
    unpooled: false,
  });

  /** The account is looked up for each try: it may leave the configuration meanwhile. */
  function repeated(name: string, policy: RetryPolicy, ask: (account: Account) => Promise<Fields>): Promise<Fields> {
    return retried(async () => ask(accountOf(name)), policy, timer);
  }

  async function askBilling(account: Account, call: RpcCall): Promise<Fields> {
    const endpoints = billingEndpoints(account, options.billingHosts ?? BILLING_HOSTS);
    const known = sites.get(account.name) ?? 0;
    try {
      return await send(account, endpoints[known] ?? endpoints[0], BSS, call);
    } catch (thrown) {
      if (!(thrown instanceof CloudFault) || thrown.code !== 'NotApplicable' || endpoints.length < 2) throw thrown;
      const body = await send(account, endpoints[1 - known] ?? endpoints[0], BSS, call);
      sites.set(account.name, 1 - known);
      return body;
    }
  }

  return {
    accounts: options.accounts,
    read: (name, region, action, params, policy = retries) => {
      const call = reading(action, params, policy.timeoutMs);
      return repeated(name, policy, (account) => send(account, redisEndpoint(account, region), KVSTORE, call));
    },
    metrics: (name, region, action, params, policy) => {
      const call = reading(action, params, policy.timeoutMs);
      return repeated(name, policy, (account) => send(account, metricsEndpoint(account, region), CMS, call));
    },
    billing: (name, action, params) =>
      repeated(name, retries, (account) => askBilling(account, reading(action, params))),
    write: async (name, region, action, params, inTime) => {
      const account = accountOf(name);
      const call = { action, params, timeoutMs: orderMs, unpooled: true, inTime };
      return send(account, redisEndpoint(account, region), KVSTORE, call);
    },
  };
}
