import type { Person } from '../../core/request/request.ts';
import type { Invocation } from './context.ts';
import type { OpenView } from '../listeners/form-inputs.ts';
import { EVENTS } from '../ids.ts';
import { responder } from './respond.ts';

/** The fields of Slack's payloads that the bot reads. Any of them may be missing, despite Bolt's types. */
export interface Payload {
  readonly type?: string;
  readonly api_app_id?: string;
  readonly command?: string;
  readonly text?: string;
  readonly user_id?: string;
  readonly team_id?: string;
  readonly channel_id?: string;
  readonly trigger_id?: string;
  readonly callback_id?: string;
  readonly action_id?: string;
  readonly value?: string;
  readonly user?: { readonly id: string; readonly team_id?: string };
  readonly team?: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null;
  readonly enterprise_id?: string;
  readonly response_url?: string;
  readonly channel?: { readonly id: string };
  readonly container?: { readonly channel_id?: string; readonly message_ts?: string; readonly is_ephemeral?: boolean };
  readonly view?: OpenView & { readonly callback_id?: string };
  /** Of a message shortcut. */
  readonly message?: unknown;
  readonly event?: {
    readonly type?: string;
    readonly user?: string;
    readonly user_team?: string;
    readonly team?: string;
    readonly channel?: string;
    readonly ts?: string;
    readonly thread_ts?: string;
    readonly tab?: string;
  };
  readonly actions?: readonly {
    readonly action_id?: string;
    readonly action_ts?: string;
    readonly block_id?: string;
    readonly value?: string;
  }[];
}

/** In a shared channel the person's own team is in `user`; `team` is the bot's. */
export function personOf(body: Payload): Person {
  const { event } = body;
  const userId = body.user?.id ?? body.user_id ?? event?.user ?? '';
  const team = body.user?.team_id ?? event?.user_team ?? event?.team ?? body.team?.id ?? body.team_id;
  const teamId = team ?? body.enterprise?.id ?? '';
  return { teamId, userId };
}

export function invocationOf(body: Payload, apiUrl: string): Invocation {
  return {
    person: personOf(body),
    channelId: body.channel_id ?? body.channel?.id ?? body.container?.channel_id ?? body.event?.channel,
    threadTs: body.event?.thread_ts,
    id: body.trigger_id ?? `${body.event?.channel ?? ''}:${body.event?.ts ?? ''}`,
    triggerId: body.trigger_id ?? '',
    respond: responder(body.response_url, apiUrl),
  };
}

type Incoming =
  | {
      readonly kind: 'command' | 'action' | 'options' | 'submission' | 'closed' | 'shortcut' | 'event';
      readonly id: string;
    }
  | { readonly kind: 'other' };

const HEARD: readonly (string | undefined)[] = Object.values(EVENTS);

/** Whether a person asks something of the bot that leaves no record of its own, as forms and presses do. */
export function isQuestion(body: Payload): boolean {
  const { kind } = incoming(body);
  if (kind !== 'event') return kind === 'command' || kind === 'shortcut';
  return body.event?.type === EVENTS.mention || body.event?.tab === 'home';
}

/** The kind of a payload, and the name (command, button, view) it is for. */
export function incoming(body: Payload): Incoming {
  if (body.command !== undefined) return { kind: 'command', id: body.command };
  switch (body.type) {
    case 'block_actions':
      return { kind: 'action', id: body.actions?.[0]?.action_id ?? '' };
    case 'block_suggestion':
      return { kind: 'options', id: body.action_id ?? '' };
    case 'view_submission':
      return { kind: 'submission', id: body.view?.callback_id ?? '' };
    case 'view_closed':
      return { kind: 'closed', id: body.view?.callback_id ?? '' };
    case 'shortcut':
    case 'message_action':
      return { kind: 'shortcut', id: body.callback_id ?? '' };
    case 'event_callback':
      return HEARD.includes(body.event?.type) ? { kind: 'event', id: body.event?.type ?? '' } : { kind: 'other' };
    default:
      return { kind: 'other' };
  }
}
