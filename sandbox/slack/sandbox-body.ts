/** What the page and scripts may send to the sandbox, read strictly: what is not whole is not carried out. */
import { z } from 'zod';
import type { Act, Fault } from './api.ts';

const text = z.string();
const on = z.object({ channel: text, ts: text }).exactOptional();
const view = text.exactOptional();

const ACT: z.ZodType<Act> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), as: text, channel: text, command: text, text }),
  z.object({
    kind: z.literal('press'),
    as: text,
    message: on,
    view,
    blockId: text,
    actionId: text,
    value: z.json().exactOptional(),
  }),
  z.object({ kind: z.literal('fill'), as: text, view: text, blockId: text, actionId: text, value: z.json() }),
  z.object({ kind: z.literal('options'), as: text, view, message: on, blockId: text, actionId: text, text }),
  z.object({ kind: z.literal('submit'), as: text, view: text }),
  z.object({ kind: z.literal('close'), as: text, view: text }),
  z.object({ kind: z.literal('home'), as: text }),
  z.object({ kind: z.literal('shortcut'), as: text, callbackId: text, message: on }),
  z.object({ kind: z.literal('say'), as: text, channel: text, text, threadTs: text.exactOptional() }),
]);

const method = text;
const times = z.int().positive().exactOptional();

const FAULT: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('method'), method, times, error: text }),
  z.object({ kind: z.literal('rate_limit'), method, times, retryAfterSeconds: z.number().exactOptional() }),
  z.object({ kind: z.literal('http'), method, times, status: z.int() }),
  z.object({ kind: z.literal('hang'), method, times, ms: z.number() }),
  z.object({ kind: z.enum(['drop_after', 'hollow', 'page']), method, times }),
  z.object({ kind: z.literal('cut'), method, times, effect: z.boolean().exactOptional() }),
  z.object({
    kind: z.literal('disconnect'),
    oldest: z.boolean().exactOptional(),
    reason: z.enum(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets']),
  }),
  z.object({ kind: z.literal('redeliver'), times }),
  z.object({ kind: z.literal('lose_event'), times }),
  z.object({ kind: z.literal('no_hello'), times }),
  z.object({ kind: z.literal('scopes'), scopes: z.array(text) }),
  z.object({ kind: z.literal('unknown_blocks'), types: z.array(text) }),
]);

export function actOf(body: string | undefined): Act | undefined {
  return ACT.safeParse(parsed(body)).data;
}

export function faultOf(body: string | undefined): Fault | undefined {
  return FAULT.safeParse(parsed(body)).data;
}

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
