/** Trigger ids and response URLs: permissions that Slack hands out with a payload, and that wear out. */
import { Refusal } from './refusal.ts';
import { secret, type ResponseUrl, type State, type Trigger } from './state.ts';
import { TEAM_ID } from './world.ts';

const TRIGGER_LIFE_MS = 3000;
const RESPONSE_URL_LIFE_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

export function newTrigger(state: State, userId: string, viewId?: string): string {
  state.counter += 1;
  const id = `${state.counter}.${Math.floor(state.now())}.${secret(16)}`;
  const place = viewId === undefined ? {} : { viewId };
  state.triggers.set(id, { userId, at: state.now(), used: false, ...place });
  return id;
}

/** Which of "used" and "too old" Slack names first when both hold is not known; here it is "used". */
export function liveTrigger(state: State, id: string): Trigger {
  const trigger = state.triggers.get(id);
  if (trigger === undefined) throw new Refusal('invalid_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  if (state.now() - trigger.at > TRIGGER_LIFE_MS) throw new Refusal('expired_trigger_id');
  return trigger;
}

export function newResponseUrl(
  state: State,
  kind: 'commands' | 'actions',
  made: Omit<ResponseUrl, 'at' | 'uses'>,
): string {
  const path = `/${kind}/${TEAM_ID}/${state.counter}/${secret(12)}`;
  state.responseUrls.set(path, { ...made, at: state.now(), uses: 0 });
  return `${state.url}${path}`;
}

/** Counts the use. A use that is refused for its content counts as well: not known of Slack, but the stricter reading. */
export function useResponseUrl(state: State, path: string): ResponseUrl {
  const made = state.responseUrls.get(path);
  if (made === undefined) throw new Refusal('not_found');
  if (state.now() - made.at > RESPONSE_URL_LIFE_MS) throw new Refusal('expired_url');
  if (made.uses >= RESPONSE_URL_USES) throw new Refusal('used_url');
  made.uses += 1;
  return made;
}
