/** A person types into an external select, and the app is asked for options. */
import type { ActResult } from '../api.ts';
import { checkOptions } from '../block-kit.ts';
import { findElement } from '../elements.ts';
import { listOf, objectOf } from '../json.ts';
import { suggestionPayload } from '../payloads.ts';
import type { MutableUser } from '../world.ts';
import { offerKey } from './choices.ts';
import { actionFailed, refused } from './notices.ts';
import { placeOf, type Pointed } from './place.ts';
import { blocksIn } from './press.ts';
import type { Sandbox } from '../deliver.ts';

const DEFAULT_MIN_QUERY = 3;

interface OptionsAsked extends Pointed {
  readonly blockId: string;
  readonly actionId: string;
  readonly text: string;
}

export async function options(sandbox: Sandbox, user: MutableUser, act: OptionsAsked): Promise<ActResult> {
  const { state } = sandbox;
  const place = placeOf(state, user.id, act);
  if (place === undefined) return refused(sandbox, user.id, 'This is not on your screen.');
  const placed = findElement(blocksIn(place), act.blockId, act.actionId);
  if (placed === undefined || placed.type !== 'external_select') {
    return refused(sandbox, user.id, 'There is no such menu.');
  }
  const min = Number(placed.element['min_query_length'] ?? DEFAULT_MIN_QUERY);
  // The client does not ask the app before enough is typed.
  if (act.text.length < min) return { ok: true, options: [] };

  const outcome = await sandbox.deliver({ type: 'interactive', payload: suggestionPayload(state, user, place, act) });
  if (outcome.verdict !== 'acknowledged') return refused(sandbox, user.id, actionFailed(outcome), outcome.ackMs);
  const problems = checkOptions(outcome.payload);
  if (problems.length > 0)
    return refused(sandbox, user.id, `The options could not be loaded: ${problems.join('; ')}`, outcome.ackMs);
  const { options: flat, option_groups: groups } = objectOf(outcome.payload);
  const loaded = [...listOf(flat), ...listOf(groups).flatMap((group) => listOf(objectOf(group)['options']))];
  state.offered.set(offerKey(user.id, act.blockId, act.actionId), loaded);
  return { ok: true, options: loaded, ...(outcome.ackMs === undefined ? {} : { ackMs: outcome.ackMs }) };
}
