/** One line of the thread each. */
export const event = {
  requested:
    '{{approvers}}: {{who}} asks to change {{name}} from {{from}} to {{to}}. Please decide on the card above, until {{until}}.',
  requestedFree: '{{who}} changes {{name}} from {{from}} to {{to}}. Rule “{{rule}}” needs nobody to agree.',
  voted_one: '{{who}} agrees. {{count}} more is needed.',
  voted_other: '{{who}} agrees. {{count}} more are needed.',
  votedLast: '{{who}} agrees.',
  approved: 'Approved. {{who}}, your change of {{name}} goes on.',
  approvedByRule: 'Nobody has to agree. {{who}}, your change of {{name}} goes on.',
  rejected: '{{by}} rejected it. {{who}}, nothing was ordered.',
  rejectedWhy: '{{by}} rejected it, with this reason. {{who}}, nothing was ordered.',
  withdrawn: '{{by}} withdrew the request. Nothing was ordered.',
  expired: '{{who}}, the request expired: not enough approvals in time. Nothing was ordered.',
  reminded: '{{approvers}}: {{name}} still waits for a decision, until {{until}}.',
  notify: 'For your information: {{people}}',
  held: 'The order waits until {{until}}: {{why}}.',
  heldWindow: 'outside the windows of the rule',
  heldFreeze: 'a freeze, {{reason}}',
  heldRules: 'the windows and freezes of the rules',
  heldOpen: 'The order waits for a window of the rules.',
  drift_detected:
    '{{who}}, the facts moved since this was agreed to ({{what}}). The approvals are void; {{approvers}}, please look again.',
  drift_detectedEarly:
    '{{who}}, the facts moved since this was requested ({{what}}). {{approvers}}, please decide on the card as it is now.',
  sending: 'Placing the order.',
  sendingAgain: 'Placing the order, attempt {{number}}: the same order, with the same token.',
  not_arrived: 'The order did not reach Alibaba Cloud ({{code}}). It will be tried again.',
  unclear: 'The answer of Alibaba Cloud was not clear ({{code}}). Looking for the order before anything is sent again.',
  ordered: 'Order {{order}} placed.',
  orderedAs: "Order {{order}} placed. The cloud's RequestId is {{request}}.",
  orderedFound: 'The instance has the new class, so the order was carried out. Its OrderId could not be read.',
  awaiting_payment: '{{who}}, the order is unpaid. Pay it here: {{link}}. Nothing changes until then.',
  payment_reminded: '{{who}}, the order is still unpaid. Pay it, or cancel it, here: {{link}}.',
  scheduled: 'The switch waits for the maintenance window {{window}}.',
  scheduledAt: 'The switch waits for the maintenance window, until {{at}}.',
  scheduledOpen: 'The switch waits for the maintenance window.',
  changing: 'The change has begun. {{effects}}',
  changingUnclear:
    'The instance says that it is being changed. Whether it waits for its maintenance window cannot be told; the thread tells when it is done.',
  changingIgnored:
    'The change has begun before the maintenance window. Alibaba Cloud does not wait for the window where nobody is disconnected.',
  externalOrder:
    '{{who}}, there is another order for {{name}} that is newer than this one: {{order}}. This request is still being watched.',
  externalClass:
    '{{who}}, {{name}} is {{is}} now, which this request did not ask for: another order, the console or automatic scaling. This request is still being watched.',
  externalBoth:
    '{{who}}, {{name}} is {{is}} now, which this request did not ask for, and order {{order}} is newer than this one. This request is still being watched.',
  stalled: '{{who}}, the change takes longer than expected. It is still being watched.',
  completed:
    '{{who}}, {{name}} is {{to}}. The instance is Normal, its order is completed and its class is the new one.',
  completedIgnored:
    '{{who}}, {{name}} is {{to}}. The instance is Normal, its order is completed and its class is the new one. It did not wait for the maintenance window.',
  cancelled: '{{who}}, the unpaid order was cancelled. Nothing was changed.',
  failed: '{{who}}, this failed. {{title}} {{next}} ({{code}})',
  failedFacts: '{{who}}, this failed. {{title}} {{facts}} {{next}} ({{code}})',
  unknown:
    '{{who}}, {{approvers}}: it is not clear whether an order exists. Somebody must look: {{link}}. Nothing is sent again.',
} as const;

/** One line in a mirror channel each. */
export const mirror = {
  line: '{{id}} {{name}}, {{from}} → {{to}}, asked by {{who}}: {{outcome}}. {{link}}',
  lineBare: '{{id}} {{name}}, {{from}} → {{to}}, asked by {{who}}: {{outcome}}.',
  order: '{{outcome}}, order {{order}}',
  card: 'Card',
} as const;
