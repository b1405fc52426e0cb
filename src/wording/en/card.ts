/** The card of a request. */
export const card = {
  title: 'Resize {{name}}',
  text: '{{id}}: {{name}}, {{from}} → {{to}}. {{state}}',
  change: '*{{from}}  →  {{to}}*',
  price: '*Price*  {{price}}',
  priceOff: '{{off}}',
  noPrice: "The price couldn't be read",
  instance: '*Instance*\n{{name}} {{id}}\n{{region}} · {{account}}',
  how: '*Options*\n{{flags}}',
  start: 'Earliest start: {{at}}',
  asked: '*Requested by*\n{{who}} · {{at}}',
  agreed: '*Approvals*\n{{votes}}',
  votesOf: '{{have}} of {{need}} ({{groups}})',
  votesBy: '{{have}} of {{need}} ({{groups}}): {{who}}',
  partFull: '{{count}} of {{groups}} ✓',
  partOpen: '{{count}} of {{groups}} missing',
  noVotes: 'Not required (rule “{{rule}}”)',
  reason: '*Reason*',
  rejection: '*Reason for rejection*',
  waitsForWindow: '🕒 Approved now, the order would wait until {{until}} (change window {{reason}}).',
  waitsForFreeze: '🕒 Approved now, the order would wait until {{until}} (freeze: {{reason}}).',
  order: '*OrderId* {{order}}   *RequestId* {{request}}',
  orderOnly: '*OrderId* {{order}}',
  progress: '*Progress* {{parts}} · as of {{at}}',
  orderFound: 'The change was detected on the instance; order number unknown.',
  footer: '{{id}} · rule “{{rule}}” (line {{line}}) · {{link}}',
  factsAt: 'Instance and price checked {{at}}',
  console: 'Instance in the console',
  orders: 'Orders in the console',
  approve: 'Approve',
  approve_comment: 'Approve with comment',
  reject: 'Reject',
  withdraw: 'Withdraw',
  recheck: 'Refresh',
  settle: 'Settle',
  cancel_return: 'Cancel return',
  resize_back: 'Back to {{from}}',
  confirm: {
    title: 'Approve this change?',
    text: '{{name}} ({{id}}): {{from}} → {{to}}. {{price}}. Options: {{flags}}.',
    yes: 'Approve',
    no: 'Cancel',
    withdrawTitle: 'Withdraw this request?',
    withdrawText: '{{name}}: {{from}} → {{to}} will not be ordered.',
    withdraw: 'Withdraw',
    keep: 'Keep request',
  },
} as const;

/** How far a change is, as its task in the cloud reports it. */
export const progress = {
  percent: '{{percent}}%',
  soon: 'less than a minute left',
  minutes_one: 'about {{count}} minute left',
  minutes_other: 'about {{count}} minutes left',
  hours_one: 'about {{count}} hour left',
  hours_other: 'about {{count}} hours left',
} as const;

/** What is different from what was requested or approved. */
export const drift = {
  title: '⚠️ *Something changed.* Earlier approvals no longer count.',
  class: 'class {{was}} → {{is}}',
  price: 'price {{was}} → {{is}}',
  noPrice: 'unreadable',
  rule: 'rule “{{was}}” → “{{is}}”',
  ruleEdited: 'rule “{{rule}}” was edited',
  noRule: 'the rules no longer allow it (it was rule “{{was}}”)',
  votes: 'the approvals are no longer enough for the rules',
} as const;

export const flags = {
  autoPay: 'pay automatically',
  noAutoPay: 'pay manually',
  noCoupon: 'no coupon',
  bestCoupon: 'best coupon',
  coupon: 'coupon {{coupon}}',
  now: 'start immediately',
  maintain: 'in the maintenance window',
  force: 'force (ignore unsupported commands)',
  noForce: 'no force',
  forced: 'Set by rule “{{rule}}”: {{flags}}',
  business: 'business info {{info}}',
} as const;

export const money = {
  now: { pay: '{{amount}} to pay now', refund: '{{amount}} to be refunded', nothing: 'Nothing to pay now' },
  ordered: {
    pay: 'Ordered for {{amount}}',
    refund: 'Ordered with {{amount}} to be refunded',
    nothing: 'Ordered with nothing to pay',
  },
  dropped: {
    pay: '{{amount}} quoted, not ordered',
    refund: '{{amount}} refund quoted, not ordered',
    nothing: 'Nothing to pay',
  },
  hourly: '{{amount}} an hour (about {{month}} a month)',
  hour: '{{amount}} an hour',
  both: '{{price}} · {{monthly}}',
  difference: '{{difference}} a month',
  refundNote:
    'Any refund is an estimate: Alibaba Cloud calculates it from the rest of the term. It can be less or nothing after promotions, and coupons are not returned.',
  noRefund: 'Pay-as-you-go: no refund, the lower price applies from the order.',
  monthly: 'about {{now}} → {{then}} a month ({{difference}})',
  off: '{{original}} list − {{discount}} discount',
} as const;

/** One or two words for lists. */
export const state = {
  pending: 'waiting for approval',
  approved: 'approved',
  ordering: 'placing the order',
  ordered: 'ordered',
  awaiting_payment: 'payment required',
  scheduled: 'waiting for the maintenance window',
  changing: 'resizing',
  stalled: 'slower than expected',
  unknown: 'order status unknown',
  completed: 'completed',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  expired: 'expired',
  cancelled: 'canceled',
  failed: 'failed',
} as const;

/** The sentence on the card. */
export const status = {
  barred: "⛔ *The rules no longer allow this.* It can't be approved unless they allow it again by {{until}}.",
  pending_one: '🟡 *Waiting for {{count}} more approval* from {{groups}}, by {{until}}.',
  pending_other: '🟡 *Waiting for {{count}} more approvals* from {{groups}}, by {{until}}.',
  approved: '🟢 *Approved.* Re-checking instance and price, then placing the order.',
  held: '🟢 *Approved.* On hold until {{until}} (change window or freeze).',
  heldStart: '🟢 *Approved.* The order is placed {{until}}, as requested.',
  ordering: '🔵 *Placing the order…*',
  unclear: "🟠 *Alibaba Cloud's response was inconclusive.* Checking whether the order exists before retrying.",
  ordered: '🔵 *Ordered* {{at}}. Waiting for the resize to start.',
  awaiting_payment:
    '🟠 *Payment required.* Pay or cancel the order in the console: {{link}}. The resize starts once it is paid.',
  scheduled: '🔵 *Ordered.* Switchover during the maintenance window {{window}}.',
  scheduledAt: '🔵 *Ordered.* Switchover during the maintenance window, at {{at}}.',
  scheduledOpen: '🔵 *Ordered.* Switchover during the maintenance window.',
  changing: '🔵 *Resizing* since {{at}}. The thread is updated when it finishes.',
  changingUnclear:
    '🔵 *The instance reports a change in progress* since {{at}}. It may still be waiting for its maintenance window.',
  stalled: '🟠 *Slower than expected* (since {{at}}). Large instances can take an hour; still monitoring.',
  unknown:
    '🔴 *Order status unknown, manual check needed:* look in {{link}}, then press “Settle”. The bot keeps looking and will not retry by itself.',
  completed: '✅ *Done* {{at}}. {{name}} is now {{to}}.',
  rejected: '⛔ *Rejected* {{at}}. Nothing was ordered.',
  rejectedBy: '⛔ *Rejected* by {{who}} {{at}}. Nothing was ordered.',
  withdrawn: '⚪ *Withdrawn* {{at}}. Nothing was ordered.',
  expired: '⚪ *Expired* {{at}}: not approved in time. Nothing was ordered.',
  cancelled: '⚪ *Canceled* {{at}}: the unpaid order was canceled. Nothing was changed.',
  failed: '🔴 *Failed* {{at}}.',
  failure: '{{title}} {{cause}}\n*Next:* {{next}}\n{{code}}',
  failureTurn: '{{next}}\n*Who can fix it:* {{turn}}',
  failureIs: 'The instance is now {{is}}.',
  failureIsOrder: 'The instance is now {{is}}, and order {{order}} is newer than the order of this request.',
  failureOrder: 'It is {{order}}.',
  failureMisfit:
    'Peak memory in the last 7 days was {{used}}, but only {{allowed}} (80% of {{limit}}) may be used in that class.',
  failureLimit: 'The limit is {{limit}}.',
  failureRequest: 'Code {{code}} · Alibaba Cloud RequestId {{request}}',
  failureCode: 'Code {{code}}',
} as const;
