import type { FoundInstance } from '../../workflow/ports.ts';

/** What is known of the instance of the form. */
export type About =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'loading' }
  /** The instance did not come in time; it is shown all the same when it comes. */
  | { readonly kind: 'late' }
  | ({ readonly kind: 'facts' } & FoundInstance)
  /** The instance cannot be changed; another can still be chosen. `text` is mrkdwn. */
  | { readonly kind: 'problem'; readonly text: string };
