/** One line of the thread each. */
export const event = {
  requested:
    '{{approvers}}, {{who}} wants to resize {{name}}: {{from}} → {{to}}. Please approve or reject above by {{until}}.',
  requestedFree: '{{who}} is resizing {{name}}: {{from}} → {{to}}. No approval needed (rule “{{rule}}”).',
  voted_one: '{{by}} approved. {{count}} more approval needed.',
  voted_other: '{{by}} approved. {{count}} more approvals needed.',
  votedLast: '{{by}} approved.',
  approved: 'Approved. {{who}}, your resize of {{name}} is going ahead.',
  approvedLate:
    'Approved after its start time ({{start}}); ordering now, as far as change windows and freezes allow. {{who}}, your resize of {{name}} is going ahead.',
  rejected: '{{who}}, {{by}} rejected this request. Nothing was ordered.',
  rejectedWhy: '{{who}}, {{by}} rejected this request. Nothing was ordered. Reason:',
  withdrawn: '{{by}} withdrew this request. Nothing was ordered.',
  expired: '{{who}}, this request expired: it was not approved in time. Nothing was ordered.',
  reminded: '{{approvers}}, {{name}} is still waiting for approval. Please approve or reject above by {{until}}.',
  escalated:
    '{{approvers}}, {{name}} has waited long for approval. You can approve or reject above as well, by {{until}}.',
  notify: 'FYI: {{people}}',
  held: 'On hold until {{until}}: {{why}}.',
  heldWindow: 'outside the change window',
  heldFreeze: 'freeze, {{reason}}',
  heldStart: 'Waiting for the start time, {{until}}.',
  held_not_ready: 'On hold: {{name}} is not Normal right now. The order is placed when it is.',
  held_under_way: 'On hold: another order or task for {{name}} is under way. The order is placed when it is over.',
  heldRules: 'change window or freeze',
  afterChange: '15 minutes after the change: {{facts}}.',
  afterChangeFull:
    '15 minutes after the change: {{facts}}.\n⚠️ {{who}}, {{what}} is above 80% of the new class. A larger class: {{command}}.',
  afterMemory: 'memory {{now}}',
  afterConnections: 'connections {{now}}',
  afterLatency: 'latency {{now}}',
  afterFrom: '{{before}} → {{after}}',
  afterShare: '{{change}} ({{percent}}% of {{whole}})',
  fullMemory: 'memory',
  fullConnections: 'connections',
  heldOpen: 'Waiting for the next change window.',
  drift_detected:
    '{{who}}, this changed after approval: {{what}}. Earlier approvals are void; {{approvers}}, please review again.',
  drift_detectedEarly:
    '{{who}}, this changed after the request: {{what}}. {{approvers}}, please review the updated card.',
  drift_detectedBarred:
    "{{who}}, the rules changed and no longer allow this request. It can't be approved unless they allow it again; withdraw it if you no longer need it.",
  sending: 'Placing the order…',
  sendingAgain: 'Retrying the order (attempt {{number}}, same ClientToken, so it cannot be placed twice).',
  not_arrived: 'The order did not reach Alibaba Cloud ({{code}}). The bot will retry.',
  unclear: "Alibaba Cloud's response was inconclusive ({{code}}). Checking whether the order exists before retrying.",
  ordered: 'Order {{order}} placed.',
  orderedAs: 'Order {{order}} placed (RequestId {{request}}).',
  orderedFound: 'The instance has the new class. Its order number is unknown.',
  found: 'Order {{order}} was found for this change.',
  foundBy: 'Order {{order}} was found for this change (operator {{operator}}).',
  orderedLate:
    '{{who}}, {{approvers}}: order {{order}} for {{name}} turned up after this request ended, and may belong to it. It may be charged; check it before you resubmit: {{link}}.',
  foreignOrder:
    '{{who}}, order {{order}} for {{name}} was found, but it is for {{other}}. It is not the order of this request.',
  foreignOrderBy:
    '{{who}}, order {{order}} for {{name}} was found, but it is for {{other}} (operator {{operator}}). It is not the order of this request.',
  refused:
    'Alibaba Cloud refused the order with a code the bot does not know ({{code}}). Checking that no order exists.',
  unknownCandidate:
    '{{who}}, {{approvers}}: order status unknown. Order {{order}} may belong to this request, but its class is not stated. Check it in {{link}}, then press “Settle” on the card. The bot will not retry by itself.',
  settledNone: '{{by}} checked the console: there is no order for this request.',
  settledOrder: '{{by}} checked the console: {{order}} is the order of this request.',
  awaiting_payment: '{{who}}, payment required. Pay or cancel the order: {{link}}. The resize starts once it is paid.',
  payment_reminded: '{{who}}, the order is still unpaid. Pay or cancel it: {{link}}.',
  scheduled: 'Switchover during the maintenance window {{window}}.',
  scheduledAt: 'Switchover at {{at}}, in the maintenance window.',
  scheduledOpen: 'Switchover during the next maintenance window.',
  changing: 'Resize started. {{effects}}',
  changingUnclear:
    'The instance status shows that it is changing. It is unclear whether the switchover waits for the maintenance window. This thread is updated when the resize finishes.',
  changingIgnored:
    'Resize started before the maintenance window. Alibaba Cloud does not wait for the window if no client is disconnected.',
  externalOrder: '{{who}}, a newer order for {{name}} was detected: {{order}}. Still monitoring this request.',
  externalClass:
    '{{who}}, {{name}} is now {{is}}, which is not what this request ordered. Check for another order, a change in the console or auto scaling. Still monitoring this request.',
  externalBoth:
    '{{who}}, {{name}} is now {{is}}, which is not what this request ordered, and a newer order was detected: {{order}}. Still monitoring this request.',
  stalled: '{{who}}, the resize is slower than expected. Large instances can take an hour; still monitoring.',
  completed: '{{who}}, done: {{name}} is now {{to}}. Verified: status Normal, order completed, new class active.',
  completedIgnored:
    '{{who}}, done: {{name}} is now {{to}}. Verified: status Normal, order completed, new class active. The resize did not wait for the maintenance window.',
  cancelled: '{{who}}, the unpaid order was canceled. {{name}} is unchanged.',
  failed: '{{who}}, the resize failed. {{title}} {{next}} ({{code}})',
  failedFacts: '{{who}}, the resize failed. {{title}} {{facts}} {{next}} ({{code}})',
  unknown:
    '{{who}}, {{approvers}}: order status unknown, manual check needed. Look in {{link}}, then press “Settle” on the card. The bot keeps looking, but will not retry by itself.',
} as const;

/** One line of a mirror channel: the icon of the state and the change, then what there is to know, separated by dots. */
export const mirror = {
  line: '{{icon}} *{{name}}* {{from}} → {{to}} · {{facts}}',
  outcomeBy: '{{outcome}} by {{by}}',
  outcomeWhy: '{{outcome}}: {{why}}',
  approvedBy: '{{who}}, approved by {{approvers}}',
  order: 'order {{order}}',
} as const;
