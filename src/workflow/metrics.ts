/** The part of the cloud that knows what instances used. Like all of it, it throws a CloudFault and nothing else. */
import type { InstanceFacts, InstanceSummary } from '../core/instance/instance.ts';
import type { Usage, Vitals } from '../core/instance/usage.ts';

export interface Metrics {
  /** What it used in the last seven days, kept for a minute; undefined when the cloud has nothing to tell. */
  usage(facts: InstanceFacts): Promise<Usage | undefined>;
  /** The highest use of memory in seven days, in bytes, of instances of one account, region and architecture; undefined: it has no metrics. */
  memoryPeaks(instances: readonly InstanceSummary[]): Promise<ReadonlyMap<string, number | undefined>>;
  /** The highest values of a short time, milliseconds since 1970; undefined when the cloud has nothing to tell. */
  vitals(facts: InstanceFacts, span: { readonly from: number; readonly to: number }): Promise<Vitals | undefined>;
}
