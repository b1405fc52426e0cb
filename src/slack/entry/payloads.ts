import type { Person } from '../../core/request/request.ts';
import type { Invocation } from './context.ts';
import type { OpenView } from '../listeners/form-inputs.ts';
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
  readonly event?: { readonly type?: string };
  readonly actions?: readonly {
    readonly action_id?: string;
    readonly action_ts?: string;
    readonly block_id?: string;
    readonly value?: string;
  }[];
}

/** In a shared channel the person's own team is in `user`; `team` is the bot's. */
export function personOf(body: Payload): Person {
  const userId = body.user?.id ?? body.user_id ?? '';
  const teamId = body.user?.team_id ?? body.team?.id ?? body.team_id ?? body.enterprise?.id ?? '';
  return { teamId, userId };
}

export function invocationOf(body: Payload, apiUrl: string): Invocation {
  return {
    person: personOf(body),
    channelId: body.channel_id ?? body.channel?.id ?? body.container?.channel_id,
    triggerId: body.trigger_id ?? '',
    respond: responder(body.response_url, apiUrl),
  };
}

/** Of messages with metadata; the manifest subscribes to those of the bot's own. */
export const MESSAGE_POSTED = 'message_metadata_posted';

type Incoming =
  | {
      readonly kind: 'command' | 'action' | 'options' | 'submission' | 'closed' | 'shortcut' | 'event';
      readonly id: string;
    }
  | { readonly kind: 'other' };

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
      return body.event?.type === MESSAGE_POSTED ? { kind: 'event', id: MESSAGE_POSTED } : { kind: 'other' };
    default:
      return { kind: 'other' };
  }
}
