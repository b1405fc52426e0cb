import type { Call } from '../api.ts';
import type { JsonObject } from '../json.ts';
import type { State } from '../state.ts';

export interface Method {
  readonly name: string;
  readonly token: 'bot' | 'app' | 'either' | 'none';
  /** Any one of these scopes is enough. */
  readonly scopes?: readonly string[];
  readonly tier: 1 | 2 | 3 | 4 | 'special';
  /** Reading methods take arguments as a form only; a JSON body is not looked at. */
  readonly json: boolean;
  run(state: State, args: JsonObject, token: Call['token']): JsonObject;
}
