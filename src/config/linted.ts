import type { At, Draft } from './draft.ts';
import type { Groups } from './reach.ts';
import type { RawRule } from './rule-schema.ts';
import type { RawFile, RawFreeze } from './schema.ts';

/** What the checks share. Names are looked up in the whole draft; what a rule means is judged when its shape is right. */
export interface Linted {
  readonly draft: Draft<RawFile>;
  readonly rules: readonly At<RawRule>[];
  readonly freezes: readonly At<RawFreeze>[];
  /** Undefined where something in `groups` is malformed, so that who is in one is not known. */
  readonly groups: Groups | undefined;
  /** Undefined where something in `accounts` is malformed. */
  readonly accounts: { readonly names: readonly string[]; readonly regions: readonly string[] } | undefined;
}
