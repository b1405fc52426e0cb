/** What a change does, a line for each effect; "may" where the documentation says no more than that. */
export const impact = {
  title: '*Impact*',
  card: '*Impact*',
  more_one: '+{{count}} more',
  more_other: '+{{count}} more',
  none: 'None: the instance already has this class.',
  unknownTarget: "Unknown class {{class}}: its limits can't be compared here.",
  unknownNow: "Unknown current class {{class}}: what is lost can't be compared here.",
  disconnectsOnce: 'Clients are disconnected once (up to {{seconds}} s) and must reconnect.',
  disconnectsTwice: 'Clients are disconnected once or twice (up to {{seconds}} s each) and must reconnect.',
  mayDisconnect: 'Clients may be disconnected once or twice (up to {{seconds}} s each) and must reconnect.',
  readOnly: 'Read-only for about {{seconds}} s.',
  mayReadOnly: 'May be read-only for about {{seconds}} s.',
  connections_drop: 'Fewer connections: {{from}} → {{to}}.',
  bandwidth_drop: 'Less bandwidth: {{from}} → {{to}} MB/s.',
  qps_drop: 'Fewer requests per second: {{from}} → {{to}} (reference value).',
  extra_bandwidth_may_drop:
    'Bandwidth may drop from {{from}} to {{to}} MB/s: the current value exceeds the class default and may not be kept.',
  limits_unknown: 'Some limits of the new class are unknown (connections, bandwidth, requests per second).',
  memory_grows: 'More memory: {{from}} → {{to}}.',
  memory_shrinks: "Less memory: {{from}} → {{to}}. Fails if the data doesn't fit.",
  memory_unknown: 'The change in memory is unknown.',
  architecture_changes: 'Architecture: {{from}} → {{to}}.',
  shardsMore: 'More shards: {{from}} → {{to}}.',
  shardsFewer: 'Fewer shards: {{from}} → {{to}}. Backups made before no longer match the nodes.',
  forbidden: {
    splitting_first: 'Read/write splitting must be disabled first (per Alibaba Cloud docs).',
    direct_to_standard: "A cluster in direct connection mode can't be changed to standard (per Alibaba Cloud docs).",
    direct_class_and_shards:
      "Direct connection is enabled: shard size and shard count can't change together (per Alibaba Cloud docs). " +
      'Change one at a time, or release the direct endpoint first.',
    direct_shards_step:
      'Direct connection is enabled: the shard count can only be doubled or halved (per Alibaba Cloud docs).',
    single_replica: "High availability can't be changed to a single replica (per Alibaba Cloud docs).",
    media:
      "Memory, persistent memory and disk classes (rdb, scm, essd) can't replace each other (per Alibaba Cloud docs).",
  },
  commandsChecked:
    'Some commands and Lua scripts may stop working. Alibaba Cloud checks the commands in use before the change.',
  commandsUnchecked:
    'Some commands and Lua scripts may stop working, and with Force the commands in use are not checked.',
  at_once: 'Starts as soon as the order is placed and paid.',
  switch_at: 'Switchover in the maintenance window, {{start}} – {{end}} (your time), if ordered before it.',
  window_unknown: "Switchover in the maintenance window; its time couldn't be read.",
  window_ignored_possible: 'May start immediately anyway: a cloud-native change without disconnections does not wait.',
  splittingBegins: 'Reads also go to read-only replicas, which may lag behind.',
  splittingStays: 'Read/write splitting is kept.',
  terraform_managed:
    'May be managed by Terraform (tag {{tag}}). Change the class in the code too, or the next apply may revert it.',
  majorStays: 'The major version stays {{version}}. The minor version may be upgraded.',
  minorMay: 'The minor version may be upgraded.',
  direct_connection:
    'Direct connection is enabled. Alibaba Cloud may refuse the change until the endpoint is released.',
  temporary_bandwidth:
    'Temporary bandwidth is active until {{until}}. The change or its price may be refused until then.',
  bandwidthPlan: 'Extra bandwidth was purchased. Whether it is kept is not documented.',
  bandwidthPlanUntil: 'Extra bandwidth was purchased until {{until}}. Whether it is kept is not documented.',
  unseen: 'Not checked (may block the change): {{what}}.',
  unseenOf: {
    dts: 'DTS tasks',
    direct: 'direct connections',
    bandwidth: 'temporary bandwidth',
  },
  architecture: {
    standard: 'standard',
    'standard-single-replica': 'standard, single replica',
    cluster: 'cluster',
    'cluster-direct': 'cluster, direct connection',
    'cluster-proxy': 'cluster, proxy',
    rwsplit: 'read/write splitting',
  },
  or: ' or ',
  offerReading: '⏳ Checking which classes are available for this instance…',
  offerMissing: "Available classes couldn't be read. You can submit anyway.",
  notSold: "⚠️ {{class}} isn't available for this instance right now. You can submit anyway.",
  notSoldNear:
    "⚠️ {{class}} isn't available for this instance right now. Nearest by memory: {{nearest}}. " +
    'You can submit anyway.',
  option: {
    connections: '{{value}} connections',
    bandwidthMBs: '{{value}} MB/s',
    qps: '{{value}} QPS',
    more: '(more)',
    less: '(less)',
    perShard: 'per shard',
  },
} as const;
