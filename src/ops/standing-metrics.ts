import { Gauge, type Registry } from 'prom-client';
import type { Ready } from './routes.ts';

/** How Slack is reached now, for the metrics. */
export interface SlackNumbers {
  readonly connected: boolean;
  readonly connections: number;
  readonly connectionsOfApp: number | undefined;
  readonly missingScopes: readonly string[];
  readonly refusing: readonly { readonly code: string }[];
}

/** What a process tells without the store. */
export interface Standing {
  readonly version: string;
  /** The configuration file as it is now is the one in force. */
  readonly configOk: boolean;
  /** What the start waits for; empty once it is done. */
  readonly waitingFor: string;
  /** Undefined until it is connected. */
  readonly slack?: SlackNumbers | undefined;
  /** Account -> what stands in the way of reading it; undefined until it was asked. */
  readonly cloud?: ReadonlyMap<string, string | undefined> | undefined;
}

/** The gauges of a process; the result fills them. */
export function showStanding(registry: Registry): (now: Standing, ready: Ready) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const build = gauge('redis_resize_build_info', 'Always 1: the release, and the Node.js it runs on', [
    'version',
    'node',
  ]);
  const config = gauge(
    'redis_resize_config_ok',
    '0 while a change of the configuration file is rejected and the previous version is in force',
  );
  const waiting = gauge('redis_resize_start_waiting', '1 for what the start is waiting for', ['for']);
  const serving = gauge('redis_resize_ready', '1 while people can be served; GET /readyz names why not');
  const warned = gauge(
    'redis_resize_warnings',
    'What a person should look at although the bot serves; GET /readyz names it',
  );
  const cloudOk = gauge('redis_resize_cloud_ok', '0 while an account of Alibaba Cloud cannot be read', ['account']);
  const up = gauge(
    'redis_resize_slack_up',
    '1 while Slack can bring payloads to this process and its Web API takes calls',
  );
  const connections = gauge('redis_resize_slack_connections', 'Open Socket Mode connections of this process');
  const ofApp = gauge('redis_resize_slack_app_connections', 'Socket Mode connections of the app, as Slack said last');
  const scopes = gauge('redis_resize_slack_missing_scopes', 'Scopes of the manifest that the bot token lacks');
  const refusing = gauge('redis_resize_slack_refusing', 'Channels that take no message now, by Slack error', ['code']);
  return ({ version, configOk, waitingFor, slack, cloud }, { problems, warnings }) => {
    build.set({ version, node: process.version }, 1);
    config.set(configOk ? 1 : 0);
    waiting.reset();
    if (waitingFor !== '') waiting.set({ for: waitingFor }, 1);
    serving.set(problems.length === 0 ? 1 : 0);
    warned.set(warnings.length);
    cloudOk.reset();
    for (const [account, code] of cloud ?? []) cloudOk.set({ account }, code === undefined ? 1 : 0);
    up.set(slack?.connected === true ? 1 : 0);
    connections.set(slack?.connections ?? 0);
    scopes.set(slack?.missingScopes.length ?? 0);
    if (slack?.connectionsOfApp !== undefined) ofApp.set(slack.connectionsOfApp);
    refusing.reset();
    for (const { code } of slack?.refusing ?? []) refusing.inc({ code });
  };
}
