import type { CommandFlags, FlagCode, FlagValues } from './command-flags.ts';
import type { StrangeCode, Subcommand } from './command-words.ts';
import type { RequestId } from '../request/request.ts';

/** What a person typed after `/redis-resize`. */
export type Command =
  | ({
      readonly kind: 'request';
      readonly instanceId?: string;
      readonly targetClass?: string;
      readonly flags: CommandFlags;
    } & Pick<FlagValues, 'region' | 'businessInfo' | 'reason'>)
  | { readonly kind: 'status'; readonly requestId?: RequestId; readonly instanceId?: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'history'; readonly instanceId?: string }
  | { readonly kind: 'withdraw'; readonly requestId: RequestId }
  | {
      readonly kind: 'why';
      readonly instanceId: string;
      readonly targetClass: string;
      readonly region?: string;
      readonly flags: CommandFlags;
    }
  | { readonly kind: 'lock'; readonly instanceId: string; readonly region?: string; readonly reason: string }
  | { readonly kind: 'unlock'; readonly instanceId: string; readonly region?: string }
  | { readonly kind: 'locks' }
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly problems: readonly CommandProblem[] };

export type CommandProblemCode =
  FlagCode | StrangeCode | 'missing_argument' | 'missing_reason' | 'too_many' | 'unclosed_quote';

export interface CommandProblem {
  readonly code: CommandProblemCode;
  /** The word in question, as typed; empty for a missing argument. */
  readonly found: string;
  /** The nearest thing that would have been right. */
  readonly nearest?: string;
  /** The right form of the subcommand, without the slash command. */
  readonly form: string;
}

export type Form = 'request' | Subcommand;

/** How each subcommand is written, without the slash command. */
export const FORMS: Readonly<Record<Form, string>> = {
  request:
    '[instance] [class] [--no-auto-pay] [--coupon <no>] [--at maintain|now] [--force] [--business-info <x>] [--region <r>] [--reason "…"]',
  status: 'status [id|instance]',
  list: 'list',
  history: 'history [instance]',
  withdraw: 'withdraw <id>',
  why: 'why <instance> <class> [--region <r>] [--no-auto-pay] [--coupon <no>] [--at maintain|now] [--force]',
  lock: 'lock <instance> <reason> [--region <r>]',
  unlock: 'unlock <instance> [--region <r>]',
  locks: 'locks',
  help: 'help',
};

/** How many instances, classes and request ids a subcommand takes, at most. */
export const TAKES: Readonly<
  Record<Exclude<Form, 'lock' | 'unlock'>, { instance: number; class: number; request: number; together: number }>
> = {
  request: { instance: 1, class: 1, request: 0, together: 2 },
  status: { instance: 1, class: 0, request: 1, together: 1 },
  list: { instance: 0, class: 0, request: 0, together: 0 },
  history: { instance: 1, class: 0, request: 0, together: 1 },
  withdraw: { instance: 0, class: 0, request: 1, together: 1 },
  why: { instance: 1, class: 1, request: 0, together: 2 },
  locks: { instance: 0, class: 0, request: 0, together: 0 },
  help: { instance: 0, class: 0, request: 0, together: 0 },
};
