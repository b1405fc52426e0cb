import type { RequestId } from '../request/request.ts';
import type { CommandFlags, FlagName } from './flags.ts';
import type { Thing } from './words.ts';

/** What a person typed after `/redis-resize`, understood. `flags` has only those that were given. */
export type ReadCommand =
  | {
      readonly kind: 'request';
      readonly instanceId?: string | undefined;
      readonly targetClass?: string | undefined;
      readonly region?: string | undefined;
      readonly flags: CommandFlags;
      readonly businessInfo?: string | undefined;
      readonly reason?: string | undefined;
    }
  | { readonly kind: 'status'; readonly requestId?: RequestId | undefined; readonly instanceId?: string | undefined }
  | { readonly kind: 'list' }
  | { readonly kind: 'history'; readonly instanceId?: string | undefined }
  | { readonly kind: 'withdraw'; readonly requestId: RequestId }
  | {
      readonly kind: 'why';
      readonly instanceId: string;
      readonly targetClass: string;
      readonly region?: string | undefined;
      readonly flags: CommandFlags;
    }
  | {
      readonly kind: 'lock';
      readonly instanceId: string;
      readonly region?: string | undefined;
      readonly reason: string;
    }
  | { readonly kind: 'unlock'; readonly instanceId: string; readonly region?: string | undefined }
  | { readonly kind: 'locks' }
  | { readonly kind: 'help' };

export type Form = ReadCommand['kind'];

/** `form`: the command that a wrong one was read as. */
export type Command =
  ReadCommand | { readonly kind: 'invalid'; readonly form: Form; readonly problems: readonly CommandProblem[] };

/** Of an unknown word: the place it was taken for, else that it has none. */
export type CommandProblemCode =
  | 'unknown_flag'
  | 'missing_value'
  | 'bad_value'
  | 'too_long'
  | 'repeated_flag'
  | 'unquoted_value'
  | 'unknown_word'
  | 'not_an_instance'
  | 'not_a_class'
  | 'not_a_request_id'
  | 'missing_argument'
  | 'too_many'
  | 'unclosed_quote'
  | 'command_too_long'
  | 'approve_on_card'
  | 'reject_on_card'
  | 'withdraw_instead';

export interface CommandProblem {
  readonly code: CommandProblemCode;
  /** The word in question, as typed; of a flag with a wrong value, the value; empty where something is missing. */
  readonly found: string;
  /** What would have been right. */
  readonly nearest?: string | undefined;
  /** The flag whose value is in question. */
  readonly flag?: FlagName | undefined;
  /** UTF-16 units that there may be, of what is too long. */
  readonly max?: number | undefined;
  /** What is missing, of `missing_argument`. */
  readonly missing?: readonly (Thing | 'reason')[] | undefined;
}
