/** Who is where. */
import { Refusal } from './refusal.ts';
import { changed, type State } from './state.ts';
import { BOT_USER_ID, TEAM_ID, type MutableChannel, type MutableUser } from './world.ts';

export function findUser(state: State, id: string): MutableUser | undefined {
  return state.users.find((user) => user.id === id || user.otherId === id);
}

export function findChannel(state: State, id: string): MutableChannel | undefined {
  return state.channels.find((channel) => channel.id === id);
}

export function isMember(channel: MutableChannel, userId: string): boolean {
  return channel.members.includes(userId);
}

/** A channel that the app may know of: private ones that it was not invited to do not exist for it. */
export function channelForApp(state: State, id: string): MutableChannel {
  const channel = findChannel(state, id);
  if (channel === undefined || (channel.isPrivate && !isMember(channel, BOT_USER_ID))) {
    throw new Refusal('channel_not_found');
  }
  return channel;
}

/** The direct messages between a person and the app. Its id begins with D and is not the person's id. */
export function directChannel(state: State, userId: string): MutableChannel {
  const id = `D${userId.slice(1)}`;
  const existing = findChannel(state, id);
  if (existing !== undefined) return existing;
  const members = [userId, BOT_USER_ID];
  const made: MutableChannel = { id, name: 'redis-resize', isPrivate: true, isShared: false, isDirect: true, members };
  state.channels.push(made);
  changed(state);
  return made;
}

/** How payloads name a channel. */
export function payloadName(channel: MutableChannel): string {
  if (channel.isDirect === true) return 'directmessage';
  return channel.isPrivate ? 'privategroup' : channel.name;
}

export function isHome(user: MutableUser): boolean {
  return user.teamId === TEAM_ID && !user.flags.includes('other_team') && !user.flags.includes('stranger');
}
