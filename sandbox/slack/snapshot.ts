/** What one person sees now. */
import type { Snapshot } from './api.ts';
import { findUser, isMember } from './channels.ts';
import { clone } from './json.ts';
import { messagesFor, sandboxMessage } from './messages.ts';
import type { State } from './state.ts';
import { sandboxView, stackOf } from './views.ts';

export function snapshotFor(state: State, userId: string, appConnected: boolean): Snapshot | undefined {
  const me = findUser(state, userId);
  if (me === undefined) return undefined;
  const home = state.homes.get(userId);
  return {
    me: clone(me),
    users: clone(state.users),
    userGroups: state.userGroups.map(({ id, handle, users }) => ({ id, handle, users: [...users] })),
    channels: clone(state.channels.filter((channel) => isMember(channel, userId))),
    messages: messagesFor(state, userId).map(sandboxMessage),
    modals: stackOf(state, userId).map(sandboxView),
    ...(home === undefined ? {} : { home: sandboxView(home) }),
    shortcuts: state.features.shortcuts.map(({ name, type, callback_id }) => ({ name, type, callbackId: callback_id })),
    notices: [...(state.notices.get(userId) ?? [])],
    appConnected,
    hasConsole: state.console !== undefined,
  };
}
