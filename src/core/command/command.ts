import type { Sizing } from '../instance/sizing.ts';
import type { RequestId } from '../request/request.ts';
import type { Month } from '../value/month.ts';
import type { CommandFlags, FlagName } from './flags.ts';
import type { TimeReason, TimeWord } from './time.ts';
import type { Thing } from './words.ts';

/** An instance by its id, or by what else it is called. */
export interface InstanceWord {
  readonly instanceId?: string | undefined;
  /** A name, a part of one, or an address, as typed. */
  readonly instanceName?: string | undefined;
}

/** A class by its name, or by what it is to be: at most one of them. */
export interface ClassWord {
  readonly targetClass?: string | undefined;
  readonly sizing?: Sizing | undefined;
  readonly preset?: string | undefined;
}

/** When a change is made, and when it is taken back, as typed. */
export interface TimesWord {
  readonly start?: TimeWord | undefined;
  readonly until?: TimeWord | undefined;
}

/** What a person typed after `/redis-resize`, understood. `flags` has only those that were given. */
export type ReadCommand =
  | ({
      readonly kind: 'request';
      readonly region?: string | undefined;
      readonly flags: CommandFlags;
      readonly businessInfo?: string | undefined;
      readonly reason?: string | undefined;
    } & InstanceWord &
      ClassWord &
      TimesWord)
  | ({ readonly kind: 'status'; readonly requestId?: RequestId | undefined } & InstanceWord)
  | { readonly kind: 'list' }
  | ({ readonly kind: 'history' } & InstanceWord)
  | { readonly kind: 'withdraw'; readonly requestId: RequestId }
  /** Has an instance and a class. */
  | ({ readonly kind: 'why'; readonly region?: string | undefined; readonly flags: CommandFlags } & InstanceWord &
      ClassWord &
      TimesWord)
  /** These two have an instance. */
  | ({ readonly kind: 'lock'; readonly region?: string | undefined; readonly reason: string } & InstanceWord)
  | ({ readonly kind: 'unlock'; readonly region?: string | undefined } & InstanceWord)
  | { readonly kind: 'locks' }
  | { readonly kind: 'freeze'; readonly reason: string; readonly until?: TimeWord | undefined }
  | { readonly kind: 'unfreeze' }
  | ({ readonly kind: 'suggest'; readonly region?: string | undefined } & InstanceWord)
  | { readonly kind: 'report'; readonly month?: Month | undefined }
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
  | `time_${TimeReason}`
  | 'unknown_word'
  | 'not_an_instance'
  | 'not_a_class'
  | 'not_a_request_id'
  | 'not_a_month'
  | 'missing_argument'
  | 'too_many'
  | 'unclosed_quote'
  | 'command_too_long'
  | 'only_resizes'
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
