/** Where on the screen an act happens. What a person cannot see, that person cannot use. */
import { findChannel, isMember } from '../channels.ts';
import { findMessage } from '../messages.ts';
import type { Place } from '../payloads.ts';
import type { State } from '../state.ts';
import { topModal, viewById } from '../views.ts';

export interface Pointed {
  readonly message?: { readonly channel: string; readonly ts: string };
  readonly view?: string;
}

export function placeOf(state: State, userId: string, pointed: Pointed): Place | undefined {
  if (pointed.view !== undefined) {
    const view = viewById(state, pointed.view);
    if (view?.userId !== userId) return undefined;
    // Only the top of a stack of modals is on the screen.
    const visible = view.type === 'home' || topModal(state, userId)?.id === view.id;
    return visible ? { kind: 'view', view } : undefined;
  }
  if (pointed.message === undefined) return undefined;
  const { channel: channelId, ts } = pointed.message;
  const channel = findChannel(state, channelId);
  const message = findMessage(state, channelId, ts);
  if (channel === undefined || message === undefined || !isMember(channel, userId)) return undefined;
  if (message.ephemeralTo !== undefined && message.ephemeralTo !== userId) return undefined;
  return { kind: 'message', message, channel };
}
