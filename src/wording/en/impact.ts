/** What a change does, a line for each effect; "may" where the documentation says no more than that. */
export const impact = {
  title: '*What this change does*',
  card: '*Impact*',
  more_one: '+{{count}} more',
  more_other: '+{{count}} more',
  none: 'Nothing: the instance has this class already.',
  unknownTarget: '{{class}} is not a class we know. What it brings and takes away cannot be told here.',
  unknownNow: 'The class of the instance, {{class}}, is not one we know. What is lost cannot be told here.',
  disconnectsOnce: 'Disconnects clients once, for up to {{seconds}} seconds. They must reconnect.',
  disconnectsTwice: 'Disconnects clients once or twice, for up to {{seconds}} seconds each. They must reconnect.',
  mayDisconnect: 'May disconnect clients once or twice, for up to {{seconds}} seconds each. They must reconnect.',
  readOnly: 'Read-only for about {{seconds}} seconds.',
  mayReadOnly: 'May be read-only for about {{seconds}} seconds.',
  connections_drop: 'Fewer connections: {{from}} → {{to}}.',
  bandwidth_drop: 'Less bandwidth: {{from}} → {{to}} MB/s.',
  qps_drop: 'Fewer requests per second: {{from}} → {{to}} (reference value).',
  extra_bandwidth_may_drop:
    'Bandwidth may drop from {{from}} to {{to}} MB/s: it is above what its class gives, and may not be kept.',
  limits_unknown: 'Not all limits of the new class are known (connections, bandwidth, requests per second).',
  memory_grows: 'More memory: {{from}} → {{to}}.',
  memory_shrinks: 'Less memory: {{from}} → {{to}}. Refused, or fails, when the data in use does not fit.',
  memory_unknown: 'How the memory changes cannot be told here.',
  architecture_changes: 'Architecture: {{from}} → {{to}}.',
  shardsMore: 'More shards: {{from}} → {{to}}.',
  shardsFewer: 'Fewer shards: {{from}} → {{to}}. Backups made before no longer match the nodes.',
  forbidden: {
    splitting_first: 'Read/write splitting has to be switched off first, says the documentation.',
    direct_to_standard: 'A cluster in direct connection mode cannot become standard, says the documentation.',
    direct_class_and_shards:
      'Direct connection is on: the size and the number of shards cannot change at once, says the documentation. ' +
      'Change one after the other, or release the direct endpoint first.',
    direct_shards_step:
      'Direct connection is on: the number of shards can only be doubled or halved, says the documentation.',
    single_replica: 'High availability cannot become a single replica, says the documentation.',
    media: 'Memory, persistent memory and disk (rdb, scm, essd) cannot replace each other, says the documentation.',
  },
  commandsChecked:
    'Some commands and Lua scripts may not work any more. Alibaba Cloud looks at the commands in use before it changes.',
  commandsUnchecked:
    'Some commands and Lua scripts may not work any more, and with ForceUpgrade nobody looks at the commands in use.',
  at_once: 'Begins as soon as the order is placed and paid.',
  switch_at: 'Switches in the maintenance window, {{start}} – {{end}} (your time) if it is ordered before.',
  window_unknown: 'Switches in the maintenance window; when that is could not be read.',
  window_ignored_possible:
    'May begin at once all the same: a cloud-native change that disconnects nobody does not wait.',
  splittingBegins: 'Reads go to read-only replicas as well; they may lag behind.',
  splittingStays: 'Read/write splitting stays.',
  terraform_managed:
    'May be managed by Terraform (tag {{tag}}). Change the class in its code as well, or it may be changed back.',
  majorStays: 'The major version stays {{version}}. The minor version may be upgraded.',
  minorMay: 'The minor version may be upgraded.',
  direct_connection: 'Direct connection is on. Alibaba Cloud may refuse the change until its endpoint is released.',
  temporary_bandwidth:
    'Bandwidth bought for a time is in use until {{until}}. The change or its price may be refused until then.',
  bandwidthPlan: 'Extra bandwidth was bought. Whether it is kept is not documented.',
  bandwidthPlanUntil: 'Extra bandwidth was bought, until {{until}}. Whether it is kept is not documented.',
  unseen: 'Not visible here, and may prevent the change: {{what}}.',
  unseenOf: {
    dts: 'DTS tasks',
    direct: 'direct connections',
    bandwidth: 'bandwidth bought for a time',
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
  offerReading: '⏳ Reading which classes are offered for this instance…',
  offerMissing: 'Alibaba Cloud has not said which classes it offers for this instance. It can be sent all the same.',
  notSold:
    '⚠️ {{class}} is not among the classes that Alibaba Cloud offers for this instance now. It can be sent all the same.',
  notSoldNear:
    '⚠️ {{class}} is not among the classes that Alibaba Cloud offers for this instance now. Nearest by memory: {{nearest}}. ' +
    'It can be sent all the same.',
  option: {
    connections: '{{value}} connections',
    bandwidthMBs: '{{value}} MB/s',
    qps: '{{value}} QPS',
    perShard: 'per shard',
  },
} as const;
