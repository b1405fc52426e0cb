/** What the cloud answers of classes and of orders. */
export interface TargetClass {
  readonly name: string;
  readonly capacityMb: number | undefined;
  /** The cloud's own one-line description. */
  readonly remark: string;
}

export interface OrderFacts {
  readonly orderId: string;
  readonly payment: 'unpaid' | 'paid' | 'cancelled' | 'unknown';
  readonly createdAt: string;
  readonly instanceIds: readonly string[];
  /** The order that this one belongs to, as a refund belongs to its purchase; undefined where the cloud names none. */
  readonly relatedOrderId?: string | undefined;
}
