import type { Sizing } from '../instance/sizing.ts';
import type { ChangeFlags, EffectiveTime } from '../value/change.ts';

/** The configuration file as the rest of the program sees it: valid, complete, every default filled in. */
export interface Policy {
  /** First 12 hex digits of the SHA-256 of the file: which one is in force, for the log. Approvals rest on less (core/digest.ts). */
  readonly version: string;
  /** Its path as it was given, for messages. */
  readonly file: string;
  readonly slack: SlackSettings;
  readonly accounts: readonly Account[];
  readonly defaults: ChangeFlags;
  /** By the word that stands for it in a command. */
  readonly presets: Readonly<Record<string, Preset>>;
  readonly groups: Readonly<Record<string, readonly Subject[]>>;
  readonly rules: readonly Rule[];
  /** Asked before any rule that allows, wherever they stand in the file. */
  readonly denials: readonly DenyRule[];
  readonly freezes: readonly Freeze[];
  readonly limits: Limits;
  readonly locks: readonly LockRule[];
}

/** What can be asked for in one word in place of a class. */
export interface Preset {
  readonly target: { readonly targetClass: string } | { readonly sizing: Sizing };
  /** Flags that are typed win over these. */
  readonly flags: Partial<ChangeFlags>;
  /** Until when the change lasts, as it is typed in a command. */
  readonly until?: string;
}

/** Where and how the bot writes in Slack. */
export interface SlackSettings {
  /** Channel of the request cards; undefined: where the command was used. */
  readonly cards: string | undefined;
  readonly mirror: readonly string[];
  readonly locale: 'auto' | 'en' | 'zh-CN';
  /** Workspaces we serve; undefined: the token's own. */
  readonly teams: readonly string[] | undefined;
  /** What the requester also gets as a direct message. */
  readonly dm: readonly RequesterNews[];
}

/** `decision`: approved, rejected, expired, changed since. `outcome`: ordered, unpaid, completed, failed, unknown. */
export type RequesterNews = 'decision' | 'outcome';

/** Where the keys of an account come from: the default chain, a profile of the credentials file, or a RAM role. */
export type Credentials =
  | { readonly kind: 'default' }
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'role'; readonly roleArn: string; readonly externalId: string | undefined };

/** An Alibaba Cloud account that the bot may use. */
export interface Account {
  readonly name: string;
  readonly site: 'china' | 'international';
  readonly regions: readonly string[];
  /** Region, `billing` or `monitor` -> URL. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
}

/**
 * Whom a group stands for: a Slack user (`U…`, `W…`), the members of a user group (`S…`) or of a channel (`C…`, `G…`),
 * or everyone the bot serves.
 */
export type Subject =
  { readonly kind: 'user' | 'usergroup' | 'channel'; readonly id: string } | { readonly kind: 'everybody' };

/** What a rule is about. Every term that is given must match; undefined does not restrict. */
export interface Terms {
  readonly name: string;
  /** Where the rule starts in the file, for messages. */
  readonly line: number;
  /** Names of groups; one membership is enough. */
  readonly who: readonly string[];
  /** Channels in which the command may be used; what was asked for without a channel does not match. */
  readonly where?: readonly string[];
  readonly instances: InstanceTerms;
  readonly change: ChangeTerms;
  readonly flags: FlagTerms;
}

/** A rule that allows. */
export interface Rule extends Terms {
  /** For emergencies: read only when a person breaks the glass. Windows, freezes and monthly limits do not apply to it. */
  readonly breakGlass: boolean;
  /** What the change is made with, whatever was chosen. The terms look at the change after this. */
  readonly force: Partial<ChangeFlags>;
  readonly approval: ApprovalTerms;
  /** Empty: at any time. */
  readonly windows: readonly Window[];
  /** Channel of the cards of this rule. */
  readonly cards?: string;
  /** What the reason of a request has to contain. */
  readonly reason?: ReasonFormat;
}

/** `pattern`: a regular expression (reason.ts). `hint`: what it means, for people. */
export interface ReasonFormat {
  readonly pattern: string;
  readonly hint: string;
  /** `{0}` stands for what the pattern found. */
  readonly link?: string;
}

/** A rule that denies: where all its terms match or cannot be decided, no rule that allows is read. */
export interface DenyRule extends Terms {
  /** Shown to the requester. */
  readonly reason: string;
}

/** Who may lock and unlock which instances. */
export interface LockRule {
  readonly who: readonly string[];
  readonly instances: InstanceTerms;
}

/** Names and classes are globs. */
export interface InstanceTerms {
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly regions?: readonly string[];
  readonly accounts?: readonly string[];
  /** `ArchitectureType` in lower case: standard, cluster, rwsplit. */
  readonly architectures?: readonly string[];
  /** The class it has now. */
  readonly classes?: readonly string[];
}

/** More memory or less; where memory is the same, a higher price or a lower one. */
export type Direction = 'upgrade' | 'downgrade';

/** Memory is that of the whole instance, in MB; prices are decimal strings in the account's currency. */
export interface ChangeTerms {
  readonly direction?: readonly Direction[];
  readonly minMemoryMb?: number;
  readonly maxMemoryMb?: number;
  /** By which factor the memory may grow or shrink in one change: 2 allows 1 GB to 2 GB, and 2 GB to 1 GB. */
  readonly maxStep?: number;
  /** Shards after the change. */
  readonly maxShards?: number;
  /** The class it would have. */
  readonly classes?: readonly string[];
  /** Compared with what is to pay for this change; for pay-as-you-go that is the price of an hour. */
  readonly maxPrice?: string;
  /** Compared with what the change costs in a month (`monthlyPrice` in money.ts). */
  readonly maxMonthlyPrice?: string;
  /** Whether it is taken back; `required` allows temporary changes alone. */
  readonly temporary?: 'required' | 'forbidden';
  /** How long a temporary change may last. */
  readonly maxDurationMs?: number;
}

/** The values a change may have; undefined does not restrict. `coupon` is whether any coupon is used. */
export interface FlagTerms {
  readonly autoPay?: readonly boolean[];
  readonly coupon?: readonly boolean[];
  readonly effectiveTime?: readonly EffectiveTime[];
  readonly forceUpgrade?: readonly boolean[];
}

/** So many different people of these groups. */
export interface QuorumPart {
  readonly from: readonly string[];
  readonly count: number;
}

/** Where the approvers are told: with a mention in the channel, with a direct message to each, or both. */
export type Tell = 'channel' | 'dm' | 'both';

/** Hours in which no one is reminded, by the wall clock of the zone; `HH:mm`. `from` later than `to` wraps midnight. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** Groups who may approve as well, from this time of waiting on. */
export interface Escalation {
  readonly afterMs: number;
  readonly to: readonly string[];
}

/** Whose approval a rule requires. */
export type ApprovalTerms =
  /** `notify`: groups that are told all the same. */
  | { readonly kind: 'none'; readonly notify?: readonly string[] }
  | {
      readonly kind: 'quorum';
      /** All of them; a vote fills a slot of one of them only. */
      readonly parts: readonly QuorumPart[];
      /** Replaces `parts` from this price of the change on; the highest that is reached counts. Decimal strings. */
      readonly over: readonly { readonly price: string; readonly parts: readonly QuorumPart[] }[];
      readonly self: boolean;
      readonly expiresMs: number;
      readonly remindMs: number | undefined;
      /** Groups that are notified, without a vote. */
      readonly notify: readonly string[];
      readonly tell: Tell;
      /** Groups who may fill any slot, and are never mentioned. */
      readonly silent: readonly string[];
      readonly escalate: Escalation | undefined;
      readonly quiet: QuietHours | undefined;
    };

/** A day of the week in the zone of its window. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** When an order may be placed, in the given IANA zone. `from` later than `to` wraps midnight. */
export interface Window {
  readonly days: readonly Weekday[];
  /** `HH:mm` */
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  /** Dates (`YYYY-MM-DD`, in the zone) on which it stays shut. */
  readonly holidays?: readonly string[];
}

/** No order is placed from `from` (inclusive) to `to` (exclusive), except for members of `except`. ISO 8601. */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly except: readonly string[];
}

/** Limits that apply to every rule. */
export interface Limits {
  readonly openPerInstance: 1;
  readonly monthlySpend: readonly SpendLimit[];
  /** Fraction: 0.05 is 5 %. */
  readonly priceDrift: number;
}

/** What may be ordered in a calendar month. */
export interface SpendLimit {
  readonly currency: string;
  /** Decimal string. */
  readonly max: string;
  /** Counts what members of these groups ask for; undefined: what anybody does. */
  readonly groups?: readonly string[];
  readonly accounts?: readonly string[];
}

/** Id of a user group or a channel -> its members, or `unknown` when they could not be read. Never "empty means all". */
export type Directory = ReadonlyMap<string, ReadonlySet<string> | 'unknown'>;
