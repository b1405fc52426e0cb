/** An instance, and what it used, as parts of a stored record. */
import { z } from 'zod';
import type { InstanceFacts, InstanceSummary } from '../core/instance/instance.ts';
import type { Usage } from '../core/instance/usage.ts';
import { orUndefined } from './optional.ts';

const text = z.string();
const count = z.number();
const maybeText = orUndefined(text);
const maybeCount = orUndefined(count);

const summary = {
  account: text,
  region: text,
  instanceId: text,
  name: text,
  status: text,
  instanceClass: text,
  architecture: text,
  chargeType: z.enum(['PrePaid', 'PostPaid']),
  capacityMb: maybeCount,
  tags: orUndefined(z.record(text, text)),
};
export const instanceSummary: z.ZodType<InstanceSummary> = z.object(summary);

const networkFacts = z.object({
  directConnection: orUndefined(z.boolean()),
  bandwidth: orUndefined(z.object({ temporaryUntil: maybeText, plan: z.boolean(), planUntil: maybeText })),
});

export const instanceFacts: z.ZodType<InstanceFacts> = z.object({
  ...summary,
  realClass: text,
  engineVersion: text,
  zoneId: maybeText,
  orderCompleted: orUndefined(z.boolean()),
  hasRenewChangeOrder: z.boolean(),
  maintenance: orUndefined(z.object({ start: text, end: text })),
  endTime: maybeText,
  connections: maybeCount,
  bandwidthMBs: maybeCount,
  qps: maybeCount,
  shards: maybeCount,
  networkFacts: orUndefined(networkFacts),
});

export const usage: z.ZodType<Usage> = z.object({
  peakMemoryBytes: maybeCount,
  hottestShardBytes: maybeCount,
  peakConnections: maybeCount,
  peakQps: maybeCount,
  peakInPercent: maybeCount,
  peakOutPercent: maybeCount,
  dailyMemoryBytes: z.array(count.nullable()),
  from: text,
  to: text,
  source: z.enum(['history', 'cms']),
});
