/** What we know of an instance. Source where none is given: DescribeInstanceAttribute and DescribeInstances. */

export interface InstanceRef {
  /** Name of the account in the configuration, not an Alibaba account id. */
  readonly account: string;
  readonly region: string;
  readonly instanceId: string;
}

export type ChargeType = 'PrePaid' | 'PostPaid';

/** One row of DescribeInstances: enough to search, to watch a status and to judge a policy. */
export interface InstanceSummary extends InstanceRef {
  readonly name: string;
  /** InstanceStatus as served; unknown values mean "not ready". */
  readonly status: string;
  readonly instanceClass: string;
  readonly architecture: string;
  readonly chargeType: ChargeType;
  /** Total memory in MB; undefined when the API did not say. */
  readonly capacityMb: number | undefined;
  /** Undefined: the cloud did not say which it has. */
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** The full read of one instance (DescribeInstanceAttribute). */
export interface InstanceFacts extends InstanceSummary {
  /** RealInstanceClass: the class to compare with the target; equals instanceClass where the API gives none. */
  readonly realClass: string;
  readonly engineVersion: string;
  readonly zoneId: string | undefined;
  /** false while a spec-change order is unfinished; undefined when the API did not say. */
  readonly orderCompleted: boolean | undefined;
  readonly hasRenewChangeOrder: boolean;
  /** UTC, `HH:mmZ`; may wrap midnight. */
  readonly maintenance: { readonly start: string; readonly end: string } | undefined;
  /** End of the subscription, ISO 8601; meaningful for PrePaid only. */
  readonly endTime: string | undefined;
  readonly connections: number | undefined;
  /** MB/s. */
  readonly bandwidthMBs: number | undefined;
  readonly qps: number | undefined;
  readonly shards: number | undefined;
  /** Only where a person is shown the change: it takes two reads more. */
  readonly networkFacts?: NetworkFacts | undefined;
}

/** What else may stand in the way of a change. Undefined where it could not be read. */
export interface NetworkFacts {
  /** Whether clients can go past the proxy of a cluster. Source: DirectConnection of DescribeDBInstanceNetInfo. */
  readonly directConnection: boolean | undefined;
  /** Bandwidth beyond that of the class. Source: DescribeIntranetAttribute. */
  readonly bandwidth: BoughtBandwidth | undefined;
}

/** Ends are ISO 8601. */
export interface BoughtBandwidth {
  /** End of bandwidth bought for a short time; undefined when there is none. */
  readonly temporaryUntil: string | undefined;
  /** A bandwidth plan that has not run out. */
  readonly plan: boolean;
  readonly planUntil: string | undefined;
}

/** The only status in which a change may be submitted. */
export const READY_STATUS = 'Normal';
