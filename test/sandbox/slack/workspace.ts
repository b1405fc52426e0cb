/** A workspace that every test of a file has for itself: what stands here is new before each of them. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { Json } from '../../../sandbox/slack/api.ts';
import type { PersonDriver } from '../../../sandbox/slack/person.ts';
import { startSlack, type Slack, type SlackOptions } from '../../../sandbox/slack/slack.ts';
import { bareSocket, type BareSocket, type Envelope } from './bare-socket.ts';
import { call } from './calls.ts';

export let slack: Slack;
/** Only with `workspaceWithApp`. */
export let app: BareSocket;
/** U0DEV1. */
export let dev: PersonDriver;

export const CHANNEL = 'C0PAYMENTS';

let time = 0;
/** A clock that only `pass` moves. */
export const stopped = (): number => time;
export function pass(ms: number): void {
  time += ms;
}

export function workspace(options: SlackOptions): void {
  beforeEach(async () => {
    time = Date.parse('2026-11-20T10:00:00Z');
    slack = await startSlack(options);
    dev = slack.person('U0DEV1');
  });
  afterEach(() => slack.close());
}

/** With the scopes to write and to look people up. */
export function workspaceToCall(): void {
  workspace({
    scopes: ['commands', 'chat:write', 'users:read', 'usergroups:read', 'im:write', 'channels:read', 'team:read'],
  });
}

export function workspaceWithApp(options: SlackOptions): void {
  workspace(options);
  beforeEach(async () => {
    app = await bareSocket(slack);
  });
  afterEach(() => app.close());
}

/** Opens a view for U0DEV1, after a command. */
export async function open(view: object): Promise<void> {
  await dev.types('/redis-resize', { in: '#payments' });
  const answer = await call(slack, 'views.open', { trigger_id: app.lastTrigger(), view });
  expect(answer).toMatchObject({ ok: true });
}

/** The payload that the app received last. */
export const last = (): Readonly<Record<string, unknown>> => app.received.at(-1)?.payload ?? {};

export const option = (value: string): { readonly [key: string]: Json } => ({
  text: { type: 'plain_text', text: `the ${value}` },
  value,
});

/** An app that answers payloads of one type. */
export const on =
  (type: string, answer: unknown) =>
  (envelope: Envelope): unknown =>
    envelope.payload['type'] === type ? answer : {};
