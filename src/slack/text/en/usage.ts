/** What an instance used in the last seven days, and whether it fits the new class. */
export const usage = {
  title: '*Peaks of the last 7 days*',
  memory: 'Memory {{what}} {{trend}}',
  after: 'Memory in the new class {{what}}',
  connections: 'Connections {{what}}',
  share: '{{percent}} % of {{whole}}',
  portion: '{{used}} of {{limit}}',
  unread: 'could not be read',
  unknown: 'a class whose memory is not known',
  card: 'Peak memory, last 7 days: {{from}} → {{to}} {{trend}}',
  unreadSmaller:
    '⚠️ How much memory is in use could not be read. Alibaba Cloud refuses the change if the data does not fit.',
  memoryOver: '⚠️ Peak memory {{used}} is more than 80 % of the {{limit}} of the new class.',
  memoryTight: '⚠️ Peak memory {{used}} is close to 80 % of the {{limit}} of the new class.',
  shardOver: '⚠️ The fullest shard, {{used}}, is more than 80 % of the {{limit}} of one shard of the new class.',
  shardTight: '⚠️ The fullest shard, {{used}}, is close to 80 % of the {{limit}} of one shard of the new class.',
  connectionsOver: '⚠️ Peak connections {{used}}; the new class takes {{limit}}.',
  connectionsTight: '⚠️ Peak connections {{used}}, close to the {{limit}} of the new class.',
  bandwidthOver: '⚠️ Peak bandwidth {{used}} MB/s; the new class has {{limit}} MB/s.',
  bandwidthTight: '⚠️ Peak bandwidth {{used}} MB/s, close to the {{limit}} MB/s of the new class.',
  qpsOver: '⚠️ Peak QPS {{used}}; the new class is made for {{limit}}.',
  qpsTight: '⚠️ Peak QPS {{used}}, close to the {{limit}} of the new class.',
  shardTooSmall:
    '{{class}} is too small for {{instance}}: its fullest shard used {{used}} at the peak of the last 7 days, and a shard of that class has {{limit}}.',
  smallest: 'The smallest class that fits is {{class}}.',
  nothingSmaller: 'No smaller class that fits was found.',
} as const;
