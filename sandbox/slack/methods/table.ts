import * as chat from './chat.ts';
import * as conversations from './conversations.ts';
import type { Method } from './method.ts';
import * as usergroups from './usergroups.ts';
import * as users from './users.ts';
import * as views from './views.ts';
import * as workspace from './workspace.ts';

const ALL: readonly Method[] = [
  workspace.apiTest,
  workspace.authTest,
  workspace.connectionsOpen,
  workspace.botsInfo,
  chat.postMessage,
  chat.postEphemeral,
  chat.update,
  chat.remove,
  views.open,
  views.push,
  views.update,
  views.publish,
  users.info,
  users.list,
  usergroups.list,
  usergroups.usersList,
  conversations.info,
  conversations.list,
  conversations.members,
  conversations.open,
];

export const METHODS: ReadonlyMap<string, Method> = new Map(ALL.map((method) => [method.name, method]));
