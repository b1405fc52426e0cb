import type { Quote } from './change.ts';

/** What is not as it was when people last agreed, or were asked to; only what moved is there. */
export interface Drift {
  readonly class?: { readonly was: string; readonly is: string };
  readonly price?: { readonly was: Quote | undefined; readonly is: Quote | undefined };
  /** Names; the same twice when the rule was edited. */
  readonly rule?: { readonly was: string; readonly is: string };
}
