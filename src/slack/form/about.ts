import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { ChatFreeze, Lock, ResizeRequest } from '../../core/request/request.ts';

/** What is known of the instance of the form. */
export type About =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'loading' }
  /** The instance did not come in time; it is shown all the same when it comes. */
  | { readonly kind: 'late' }
  | {
      readonly kind: 'facts';
      readonly facts: InstanceFacts;
      readonly open: ResizeRequest | undefined;
      readonly lock?: Lock | undefined;
      readonly freeze?: ChatFreeze | undefined;
    }
  /** The instance cannot be changed; another can still be chosen. `text` is mrkdwn. */
  | { readonly kind: 'problem'; readonly text: string };
