import type { ChangeFlags, EffectiveTime } from './change.ts';

/** The configuration file as the rest of the program sees it: valid, complete, every default filled in. */
export interface Policy {
  /** First 12 hex digits of the SHA-256 of the file: part of what an approval is bound to. */
  readonly version: string;
  readonly slack: SlackSettings;
  readonly accounts: readonly Account[];
  readonly defaults: ChangeFlags;
  readonly groups: Readonly<Record<string, readonly Subject[]>>;
  readonly rules: readonly Rule[];
  readonly freezes: readonly Freeze[];
  readonly limits: Limits;
}

export interface SlackSettings {
  /** Channel of the request cards; undefined: where the command was used. */
  readonly cards: string | undefined;
  readonly mirror: readonly string[];
  readonly locale: 'auto' | 'en' | 'zh-CN';
  /** Workspaces we serve; undefined: the token's own. */
  readonly teams: readonly string[] | undefined;
}

export type Credentials =
  | { readonly kind: 'default' }
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'role'; readonly roleArn: string; readonly externalId: string | undefined };

export interface Account {
  readonly name: string;
  readonly site: 'china' | 'international';
  readonly regions: readonly string[];
  /** Region, `billing` or `monitor` -> URL. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
}

/** A Slack user (`U…`, `W…`) or a Slack user group (`S…`). */
export type Subject =
  { readonly kind: 'user'; readonly id: string } | { readonly kind: 'usergroup'; readonly id: string };

export interface Rule {
  readonly name: string;
  /** Where the rule starts in the file, for messages. */
  readonly line: number;
  /** Names of groups; one membership is enough. */
  readonly who: readonly string[];
  readonly instances: InstanceTerms;
  readonly change: ChangeTerms;
  readonly flags: FlagTerms;
  readonly approval: ApprovalTerms;
  /** Empty: at any time. */
  readonly windows: readonly Window[];
}

/** Every term that is given must hold; undefined does not restrict. Names and classes are globs. */
export interface InstanceTerms {
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly regions?: readonly string[];
  readonly accounts?: readonly string[];
}

export type Direction = 'upgrade' | 'downgrade';

export interface ChangeTerms {
  readonly direction?: readonly Direction[];
  readonly maxMemoryMb?: number;
  readonly classes?: readonly string[];
  /** Decimal string in the account's currency; compared with what is to pay for this change. */
  readonly maxPrice?: string;
}

/** The values a person may choose; undefined does not restrict. `coupon: false` forbids any coupon. */
export interface FlagTerms {
  readonly autoPay?: readonly boolean[];
  readonly coupon?: boolean;
  readonly effectiveTime?: readonly EffectiveTime[];
  readonly forceUpgrade?: readonly boolean[];
}

export type ApprovalTerms =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'quorum';
      readonly from: readonly string[];
      readonly count: number;
      readonly self: boolean;
      readonly expiresMs: number;
      readonly remindMs: number | undefined;
    };

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** When an order may be placed, in the given IANA zone. `from` later than `to` wraps midnight. */
export interface Window {
  readonly days: readonly Weekday[];
  /** `HH:mm` */
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** No order is placed from `from` (inclusive) to `to` (exclusive), except for members of `except`. ISO 8601. */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly except: readonly string[];
}

export interface Limits {
  readonly openPerInstance: 1;
  /** Currency -> decimal string. */
  readonly monthlySpend: Readonly<Record<string, string>>;
  /** Fraction: 0.05 is 5 %. */
  readonly priceDrift: number;
}

/** Slack user-group id -> its members, or `unknown` when they could not be read. Never "empty means all". */
export type Directory = ReadonlyMap<string, ReadonlySet<string> | 'unknown'>;
