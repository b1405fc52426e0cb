import type { Deliver } from '../deliver.ts';
import type { State } from '../state.ts';

/** What an act needs: the world, and a way to the app. */
export interface Sandbox {
  readonly state: State;
  readonly deliver: Deliver;
  connected(): boolean;
}
