/** What a change may do to an instance: the vocabulary of `impact` and of the sentences about it. */
import type { Architecture } from './class-pair.ts';

/** `stop`: the documentation says that the cloud refuses this. It is the cloud that decides. */
export type Severity = 'stop' | 'warning' | 'info';

/** What is documented as not possible in one step. */
export type Forbidden =
  | 'splitting_first'
  | 'direct_to_standard'
  | 'direct_class_and_shards'
  | 'direct_shards_step'
  | 'single_replica'
  | 'media';

/** What may prevent a change and was not, or cannot be, read. */
export type Unseen = 'dts' | 'direct' | 'bandwidth';

/** What happens, in plain values for a sentence; memory in MB of 2^20 bytes. */
export type EffectOf =
  | { readonly kind: 'none' }
  /** No page we know describes the class; `of` tells which of the two. */
  | { readonly kind: 'unknown'; readonly of: 'now' | 'target'; readonly name: string }
  /** `may`: the documentation does not say that it happens, only that it can. */
  | { readonly kind: 'disconnects'; readonly times: 1 | 2; readonly seconds: number; readonly may: boolean }
  | { readonly kind: 'read_only'; readonly seconds: number; readonly may: boolean }
  | { readonly kind: 'connections_drop' | 'bandwidth_drop' | 'qps_drop'; readonly from: number; readonly to: number }
  /** The instance has more than its class gives; whether that stays is not documented. MB/s. */
  | { readonly kind: 'extra_bandwidth_may_drop'; readonly from: number; readonly to: number }
  | { readonly kind: 'limits_unknown' }
  | { readonly kind: 'memory_grows' | 'memory_shrinks'; readonly fromMb: number; readonly toMb: number }
  | { readonly kind: 'memory_unknown' }
  | { readonly kind: 'architecture_changes'; readonly from: Architecture; readonly to: readonly Architecture[] }
  | { readonly kind: 'shards_change'; readonly from: number; readonly to: number }
  | { readonly kind: 'forbidden'; readonly why: Forbidden }
  /** `checked`: the cloud looks at the commands in use first and refuses (ForceUpgrade is off). */
  | { readonly kind: 'commands_limited'; readonly checked: boolean }
  | { readonly kind: 'at_once' }
  /** The maintenance window that is open or comes next, ISO 8601. */
  | { readonly kind: 'switch_at'; readonly start: string; readonly end: string }
  | { readonly kind: 'window_unknown' }
  | { readonly kind: 'window_ignored_possible' }
  | { readonly kind: 'read_write_splitting'; readonly begins: boolean }
  | { readonly kind: 'terraform_managed'; readonly tag: { readonly key: string; readonly value: string } }
  /** `major`: the version that is sent along and stays; undefined where none is sent. */
  | { readonly kind: 'minor_version_may_upgrade'; readonly major: string | undefined }
  | { readonly kind: 'direct_connection' }
  /** ISO 8601. */
  | { readonly kind: 'temporary_bandwidth'; readonly until: string }
  | { readonly kind: 'bandwidth_plan'; readonly until: string | undefined }
  /** Never empty: DTS tasks are in no answer of R-kvstore. */
  | { readonly kind: 'unseen'; readonly of: readonly Unseen[] };

/** One thing that a change does to an instance. */
export type Effect = EffectOf & { readonly severity: Severity };
export type EffectKind = Effect['kind'];
